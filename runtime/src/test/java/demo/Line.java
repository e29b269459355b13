package demo;

import dev.nnd.runtime.Batch;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.DoubleParameters;
import dev.nnd.runtime.DoubleTrainer;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Initializer;
import dev.nnd.runtime.Layout;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Output;
import dev.nnd.runtime.Parameter;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Signature;
import dev.nnd.runtime.TrainingPlan;
import dev.nnd.runtime.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A straight line through points.
 *
 * <pre>
 *   q  = a x + b
 *   L  = ½ (q - y)²                    R = 0.05 a²
 *
 *   δ  = q - y                         ∂L/∂b = δ    ∂L/∂a = δ x
 * </pre>
 */
@Generated("nndc 0.1.0, from line.nnd")
public final class Line implements Network {
  private static final int X = 0;
  private static final int Y = 1;

  private static final int A = 0;
  private static final int B = 1;

  private static final double DECAY = 0.1;

  private static final Signature SIGNATURE = new Signature("Line", "line.nnd", Precision.DOUBLE,
      List.of(Field.real("x")),
      List.of(Field.real("y")),
      List.of(Parameter.of("a", Layout.rows(1, 1), Initializer.zeros()),
          Parameter.of("b", Layout.rows(1, 1), Initializer.zeros())),
      List.of(Output.of("q")),
      List.of());

  private static final TrainingPlan PLAN = TrainingPlan.defaults();

  private volatile DoubleParameters parameters;

  private Line(DoubleParameters parameters) {
    Version.check("Line", "0.1.0");
    this.parameters = parameters;
  }

  /** A network whose parameters are initialised from the seed. */
  public static Line create(long seed) {
    DoubleParameters parameters = new DoubleParameters(SIGNATURE.parameters());
    parameters.initialize(seed);
    return new Line(parameters);
  }

  @Override
  public Signature signature() {
    return SIGNATURE;
  }

  @Override
  public Inference inference() {
    return new Forward(parameters);
  }

  @Override
  public Trainer trainer() {
    return new Trainer(this);
  }

  @Override
  public int parameterCount() {
    return parameters.count();
  }

  @Override
  public void copyTo(double[] flat) {
    parameters.copyTo(flat);
  }

  @Override
  public void copyFrom(double[] flat) {
    DoubleParameters changed = parameters.copy();
    changed.copyFrom(flat);
    parameters = changed;
  }

  @Override
  public double lossAndGradient(DataSet data, double[] gradient) {
    return trainer().lossAndGradient(data, gradient);
  }

  @Override
  public void save(Path path) throws IOException {
    parameters.toWeights(Map.of("network", "Line")).write(path);
  }

  private static double regularizer(DoubleParameters parameters) {
    double a = parameters.rows(A)[0][0];
    return DECAY / 2 * a * a;
  }

  /** The network in inference mode. */
  private static final class Forward implements Inference {
    private static final int CAPACITY = 4;

    private final DoubleParameters parameters;
    private final double[] q = new double[CAPACITY];
    private double lossSum;

    Forward(DoubleParameters parameters) {
      this.parameters = parameters;
    }

    @Override
    public int capacity() {
      return CAPACITY;
    }

    @Override
    public void run(Batch batch) {
      for (int n = 0; n < batch.size(); n++) {
        q[n] = Math.fma(parameters.rows(A)[0][0], batch.doubles(X, n)[0], parameters.rows(B)[0][0]);
      }
    }

    @Override
    public void score(Batch batch) {
      lossSum = 0;
      for (int n = 0; n < batch.size(); n++) {
        double delta = q[n] - batch.doubles(Y, n)[0];
        lossSum += delta * delta / 2;
      }
    }

    @Override
    public double lossSum() {
      return lossSum;
    }

    @Override
    public double metricSum(int metric) {
      throw new IndexOutOfBoundsException(metric);
    }

    @Override
    public double output(int output, int example, int component) {
      return q[example];
    }

    @Override
    public double regularizer() {
      return Line.regularizer(parameters);
    }
  }

  /** Trains the network; it also notes which examples each mini-batch had, for the tests. */
  public static final class Trainer extends DoubleTrainer<Trainer> {
    private final Line network;
    private final List<List<Integer>> seen = new ArrayList<>();

    private Trainer(Line network) {
      super(SIGNATURE, network.parameters, PLAN);
      this.network = network;
    }

    /** The examples of every mini-batch so far. */
    public List<List<Integer>> seen() {
      return seen;
    }

    @Override
    protected void prepare(int batch) {
    }

    @Override
    protected double lossAndGradient(Batch batch) {
      List<Integer> examples = new ArrayList<>();
      double a = parameters.rows(A)[0][0];
      double loss = 0;
      double gradientA = 0;
      double gradientB = 0;
      for (int n = 0; n < batch.size(); n++) {
        double x = batch.doubles(X, n)[0];
        double delta = a * x + parameters.rows(B)[0][0] - batch.doubles(Y, n)[0];
        loss += delta * delta / 2;
        gradientA += delta * x;
        gradientB += delta;
        examples.add(batch.example(n));
      }
      gradients.rows(A)[0][0] = gradientA / batch.size() + DECAY * a;
      gradients.rows(B)[0][0] = gradientB / batch.size();
      seen.add(examples);
      return loss / batch.size() + Line.regularizer(parameters);
    }

    @Override
    protected void parametersChanged() {
    }

    @Override
    protected Inference inference() {
      return new Forward(parameters);
    }

    @Override
    protected void publish() {
      network.parameters = parameters.copy();
    }
  }
}

package dev.nnd.compiler.testing;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.derive.DerivedNetwork;
import dev.nnd.compiler.expr.Axis;
import dev.nnd.compiler.expr.Interpreter;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.DataSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Objective and gradient of a derived network, by the interpreter of the maths IR. */
public final class Judge {
  private final Model model;
  private final DerivedNetwork network;
  private final Interpreter interpreter;
  private final DataSet data;
  private final double[] parameters;

  public Judge(Compiler.Derived derived, DataSet data, double[] parameters) {
    this.network = derived.network();
    this.model = network.model();
    this.data = data;
    this.parameters = parameters;
    this.interpreter = new Interpreter(this::elements, data.size(), true);
  }

  private double[] elements(Leaf leaf) {
    int offset = 0;
    for (Model.Kept kept : model.parameters()) {
      int count = kept.leaf().shape().stream().reduce(1, Math::multiplyExact);
      if (kept.leaf() == leaf) {
        return Arrays.copyOfRange(parameters, offset, offset + count);
      }
      offset += count;
    }
    for (Model.Kept state : model.states()) {
      if (state.leaf() == leaf) {
        double[] values = new double[state.leaf().shape().stream().reduce(1, Math::multiplyExact)];
        Arrays.fill(values, state.name().endsWith(".deviation") ? 1 : 0);
        return values;
      }
    }
    List<Model.Fed> fed = new ArrayList<>(model.inputs());
    fed.addAll(model.targets());
    for (int f = 0; f < fed.size(); f++) {
      if (fed.get(f).name().equals(leaf.name())) {
        return fed(f, fed.get(f));
      }
    }
    throw new IllegalArgumentException(leaf.name());
  }

  private double[] fed(int field, Model.Fed fed) {
    int width = fed.leaf().shape().stream().reduce(1, Math::multiplyExact);
    double[] values = new double[data.size() * width];
    for (int n = 0; n < data.size(); n++) {
      if (fed.labels().isPresent()) {
        values[n * width + data.label(field, n)] = 1;
      } else {
        System.arraycopy(data.doubles(field, n), 0, values, n * width, width);
      }
    }
    return values;
  }

  public double objective() {
    double[] losses = interpreter.elements(network.loss().orElseThrow(), List.of(Axis.BATCH));
    double regularizer = network.regularizer().map(interpreter::scalar).orElse(0.0);
    return Arrays.stream(losses).average().orElseThrow() + regularizer;
  }

  /** In canonical order. */
  public double[] gradient() {
    double[] all = new double[parameters.length];
    int offset = 0;
    for (DerivedNetwork.Gradient gradient : network.gradients()) {
      List<Integer> shape = gradient.parameter().shape();
      double[] ofLoss = interpreter.elements(gradient.ofLoss(), shape);
      double[] ofRegularizer = interpreter.elements(gradient.ofRegularizer(), shape);
      for (int i = 0; i < ofLoss.length; i++) {
        all[offset++] = ofLoss[i] / data.size() + ofRegularizer[i];
      }
    }
    return all;
  }
}

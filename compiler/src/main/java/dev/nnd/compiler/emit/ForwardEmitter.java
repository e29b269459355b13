package dev.nnd.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Pass;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Batch;
import dev.nnd.runtime.Inference;
import dev.nnd.runtime.Metric;
import dev.nnd.runtime.Noise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/**
 * A nested class that computes a batch: outputs, loss and metrics, or where training computes other things than inference
 * the loss in training alone.
 */
final class ForwardEmitter {
  /** How many examples an evaluation takes at a time. */
  static final int CAPACITY = 64;

  private final NetworkEmitter network;
  private final String className;
  private final boolean infers;
  private final Schedule schedule;
  private final Numbers numbers;
  private final NameAllocator names = new NameAllocator();
  private final Map<Storage, String> fed = new LinkedHashMap<>();
  private final List<Storage> copies = new ArrayList<>();
  private final Workspace workspace;
  private final References references;

  private ForwardEmitter(NetworkEmitter network, String className, Schedule schedule, boolean infers) {
    this.network = network;
    this.className = className;
    this.infers = infers;
    this.schedule = schedule;
    this.numbers = network.numbers();
    List.of("capacity", "parameters", "noise", "lossSum", "metricSums", "size", "batch", "n").forEach(names::newName);
    List<Model.Fed> fields = network.fed();
    for (int i = 0; i < fields.size(); i++) {
      Storage storage = Storage.fed(fields.get(i), i);
      fed.put(storage, names.newName(JavaNames.variable(fields.get(i).name())));
    }
    List<Step> steps = schedule.steps(Pass.FORWARD, Pass.LOSS, Pass.REGULARIZER, Pass.METRICS);
    copies.addAll(Copies.readBy(schedule, steps));
    List<Storage> buffers = new ArrayList<>(NetworkEmitter.buffers(steps));
    buffers.addAll(copies);
    workspace = new Workspace(numbers, names, buffers, true);
    Map<Storage, String> outer = new LinkedHashMap<>(network.literals());
    outer.putAll(fed);
    references = new References(network.parameterConstants(), outer, workspace, Map.of(), "noise");
  }

  static ForwardEmitter ofInference(NetworkEmitter network) {
    return new ForwardEmitter(network, "Forward", network.schedules().inference(), true);
  }

  /** What the trainer runs: the same class where both modes compute the same. */
  static ForwardEmitter ofTraining(NetworkEmitter network, ForwardEmitter inference) {
    return network.schedules().isModal()
        ? new ForwardEmitter(network, "TrainingForward", network.schedules().training(), false)
        : inference;
  }

  ClassName name() {
    return ClassName.get("", className);
  }

  boolean drawsNoise() {
    return schedule.drawsNoise();
  }

  Workspace workspace() {
    return workspace;
  }

  List<Storage> copies() {
    return copies;
  }

  /** The fields that hold the rows and labels of the batch. */
  Map<Storage, String> fed() {
    return fed;
  }

  boolean needsTotal() {
    return schedule.loss().isPresent() || hasMeans();
  }

  private boolean hasMeans() {
    return IntStream.range(0, schedule.metrics().size()).anyMatch(this::isMean);
  }

  private boolean isMean(int metric) {
    return network.model().metrics().get(metric).kind() == Metric.Kind.MEAN;
  }

  /** Where the metric of the examples lies, or what it observes of them. */
  private CodeBlock metric(int metric) {
    return references.of(schedule.storage().get(schedule.metrics().get(metric)));
  }

  boolean hasLoss() {
    return schedule.loss().isPresent();
  }

  TypeSpec type() {
    TypeSpec.Builder type = TypeSpec.classBuilder(className)
        .addJavadoc(infers ? "The outputs, the loss and the metrics of a batch.\n" : "The loss of a batch in training.\n")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
    if (infers) {
      type.addSuperinterface(Inference.class);
    }
    type.addField(FieldSpec.builder(network.store(), "parameters", Modifier.PRIVATE, Modifier.FINAL).build());
    type.addField(FieldSpec.builder(int.class, "capacity", Modifier.PRIVATE, Modifier.FINAL).build());
    if (drawsNoise()) {
      type.addField(FieldSpec.builder(Noise.class, "noise", Modifier.PRIVATE, Modifier.FINAL).build());
    }
    fed.forEach((storage, name) -> type.addField(FieldSpec.builder(
        numbers.type(storage),
        name, Modifier.PRIVATE, Modifier.FINAL).build()));
    workspace.fields().forEach(type::addField);
    if (hasLoss()) {
      type.addField(FieldSpec.builder(double.class, "lossSum", Modifier.PRIVATE).build());
    }
    if (hasMeans()) {
      type.addField(FieldSpec.builder(double[].class, "metricSums", Modifier.PRIVATE, Modifier.FINAL).build());
    }
    type.addMethod(constructor());
    if (!copies.isEmpty()) {
      Copies.addRefresh(type, copies, references);
    }
    addRun(type);
    if (hasLoss()) {
      addLosses(type);
    }
    if (infers) {
      addScore(type);
      addResults(type);
    }
    addRegularizer(type);
    return type.build();
  }

  private MethodSpec constructor() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
        .addParameter(network.store(), "parameters")
        .addParameter(int.class, "capacity")
        .addStatement("this.parameters = parameters")
        .addStatement("this.capacity = capacity");
    if (drawsNoise()) {
      constructor.addStatement("noise = new $T(capacity, PLAN.seed())", Noise.class);
    }
    fed.forEach((storage, name) -> {
      if (storage instanceof Storage.Labels labels) {
        constructor.addStatement("$L = new int[capacity]$L", name, labels.width() == 0 ? "" : "[" + labels.width() + "]");
      } else {
        constructor.addStatement("$L = new $T[capacity][]", name, numbers.type());
      }
    });
    constructor.addCode(workspace.allocation());
    if (hasMeans()) {
      constructor.addStatement("metricSums = new double[$L]", schedule.metrics().size());
    }
    if (!copies.isEmpty()) {
      constructor.addStatement("refresh()");
    }
    return constructor.build();
  }

  private void addRun(TypeSpec.Builder type) {
    if (infers) {
      type.addMethod(NetworkEmitter.override("capacity", TypeName.INT).addStatement("return capacity").build());
    }
    MethodSpec.Builder run = infers
        ? NetworkEmitter.override("run", TypeName.VOID)
        : MethodSpec.methodBuilder("run").addModifiers(Modifier.PRIVATE).addJavadoc("Computes the outputs in training.\n");
    run.addParameter(Batch.class, "batch");
    if (drawsNoise()) {
      run.addStatement("noise.of(batch)");
    }
    run.addCode(load(0, network.model().inputs().size()));
    run.addStatement("compute(batch.size())");
    type.addMethod(run.build());
    add(type, "compute", "The outputs of the first examples.", Pass.FORWARD);
  }

  private void add(TypeSpec.Builder type, String name, String doc, Pass pass) {
    StepRunner.add(type, name, doc, schedule, pass, network.methods(), references);
  }

  /** Takes the rows and labels of some fields from the batch. */
  private CodeBlock load(int from, int to) {
    CodeBlock.Builder code = CodeBlock.builder();
    if (from == to) {
      return code.build();
    }
    code.beginControlFlow("for (int n = 0; n < batch.size(); n++)");
    List<Map.Entry<Storage, String>> entries = List.copyOf(fed.entrySet());
    for (int i = from; i < to; i++) {
      String name = entries.get(i).getValue();
      String constant = network.constant(network.fed().get(i));
      if (!(entries.get(i).getKey() instanceof Storage.Labels labels)) {
        code.addStatement("$L[n] = batch.$L($L, n)", name, numbers.isFloat() ? "floats" : "doubles", constant);
      } else if (labels.width() == 0) {
        code.addStatement("$L[n] = batch.label($L, n)", name, constant);
      } else {
        code.beginControlFlow("for (int i = 0; i < $L; i++)", labels.width())
            .addStatement("$L[n][i] = batch.label($L, n, i)", name, constant)
            .endControlFlow();
      }
    }
    return code.endControlFlow().build();
  }

  private void addLosses(TypeSpec.Builder type) {
    type.addMethod(MethodSpec.methodBuilder("losses")
        .addJavadoc("The losses of the examples that were run.\n")
        .addModifiers(Modifier.PRIVATE)
        .addParameter(Batch.class, "batch")
        .addCode(load(network.model().inputs().size(), network.fed().size()))
        .addStatement("computeLoss(batch.size())")
        .addStatement("lossSum = total($L, batch.size())", references.of(schedule.storage().get(schedule.loss().get())))
        .build());
    add(type, "computeLoss", "The loss of each example.", Pass.LOSS);
  }

  private void addScore(TypeSpec.Builder type) {
    MethodSpec.Builder score = NetworkEmitter.override("score", TypeName.VOID).addParameter(Batch.class, "batch");
    if (hasLoss()) {
      score.addStatement("losses(batch)");
    } else {
      score.addCode(load(network.model().inputs().size(), network.fed().size()));
    }
    if (!schedule.metrics().isEmpty()) {
      if (schedule.regularizer().isPresent() && metricsReadRegularizer()) {
        score.addStatement("regularizer()");
      }
      score.addStatement("computeMetrics(batch.size())");
      for (int i = 0; i < schedule.metrics().size(); i++) {
        if (isMean(i)) {
          score.addStatement("metricSums[$L] = total($L, batch.size())", i, metric(i));
        }
      }
      add(type, "computeMetrics", "The metrics of each example.", Pass.METRICS);
    }
    type.addMethod(score.build());
  }

  private boolean metricsReadRegularizer() {
    Set<Tensor> regularizer = schedule.steps(Pass.REGULARIZER).stream().map(Step::tensor).collect(Collectors.toSet());
    return schedule.steps(Pass.METRICS).stream()
        .anyMatch(step -> Dag.tensors(step.tensor().bodies()).stream().anyMatch(regularizer::contains));
  }

  private void addResults(TypeSpec.Builder type) {
    type.addMethod(NetworkEmitter.override("lossSum", TypeName.DOUBLE)
        .addStatement(hasLoss() ? "return lossSum" : "return Double.NaN").build());
    MethodSpec.Builder metric = NetworkEmitter.override("metricSum", TypeName.DOUBLE).addParameter(int.class, "metric");
    type.addMethod((!hasMeans()
        ? metric.addStatement("throw new $T(metric)", IndexOutOfBoundsException.class)
        : metric.addStatement("return metricSums[metric]")).build());
    addObservations(type);
    MethodSpec.Builder output = NetworkEmitter.override("output", TypeName.DOUBLE)
        .addParameter(int.class, "output")
        .addParameter(int.class, "example")
        .addParameter(int.class, "component");
    List<Tensor> outputs = schedule.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Storage storage = schedule.storage().get(outputs.get(i));
      CodeBlock element = storage.hasRows()
          ? CodeBlock.of("$L[example][component]", references.of(storage))
          : CodeBlock.of("$L[example]", references.of(storage));
      if (outputs.size() == 1) {
        output.addStatement("return $L", element);
      } else {
        output.beginControlFlow("if (output == $L)", i).addStatement("return $L", element).endControlFlow();
      }
    }
    if (outputs.size() != 1) {
      output.addStatement("throw new $T(output)", IndexOutOfBoundsException.class);
    }
    type.addMethod(output.build());
  }

  /** Of the metrics over the whole data. */
  private void addObservations(TypeSpec.Builder type) {
    List<Integer> whole = IntStream.range(0, schedule.metrics().size()).filter(metric -> !isMean(metric)).boxed().toList();
    if (whole.isEmpty()) {
      return;
    }
    MethodSpec.Builder observation = NetworkEmitter.override("observation", TypeName.DOUBLE)
        .addParameter(int.class, "metric")
        .addParameter(int.class, "example")
        .addParameter(int.class, "component");
    whole.forEach(metric -> observation.beginControlFlow("if (metric == $L)", metric)
        .addStatement("return $L[example][component]", metric(metric))
        .endControlFlow());
    type.addMethod(observation.addStatement("throw new $T(metric)", IndexOutOfBoundsException.class).build());
  }

  private void addRegularizer(TypeSpec.Builder type) {
    MethodSpec.Builder regularizer = infers
        ? NetworkEmitter.override("regularizer", TypeName.DOUBLE)
        : MethodSpec.methodBuilder("regularizer").addModifiers(Modifier.PRIVATE).returns(TypeName.DOUBLE);
    if (schedule.regularizer().isEmpty()) {
      type.addMethod(regularizer.addStatement("return 0").build());
      return;
    }
    for (Step step : schedule.steps(Pass.REGULARIZER)) {
      regularizer.addCode(references.statement(step, schedule, network.methods()));
    }
    regularizer.addStatement("return $L[0]", references.of(schedule.storage().get(schedule.regularizer().get())));
    type.addMethod(regularizer.build());
  }
}

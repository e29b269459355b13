package dev.nnd.compiler.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Schedules;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.DoubleParameters;
import dev.nnd.runtime.FloatParameters;
import dev.nnd.runtime.Generated;
import dev.nnd.runtime.Network;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Version;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The class of a network. */
public final class NetworkEmitter {
  /** Methods that the class and its parts have anyway, or that every Java object has. */
  private static final Set<String> TAKEN = Set.of(
      "signature", "inference", "trainer", "parameterCount", "copyTo", "copyFrom", "lossAndGradient", "save", "data",
      "evaluate", "predict", "predictBatch", "create", "load", "workspace", "total", "transpose", "getClass", "hashCode", "equals",
      "toString", "clone", "notify", "notifyAll", "wait", "finalize", "main", "capacity", "run", "score", "compute",
      "computeLoss", "computeMetrics", "losses", "refresh", "lossSum", "metricSum", "observation", "output", "regularizer", "prepare",
      "backward", "parametersChanged", "publish", "update", "updateStates", "couplesExamples", "plan", "classWeight", "step",
      "optimizer", "rate", "batch", "epochs", "patience", "seed", "threads", "schedule", "clip", "classWeights", "listener", "fit",
      "parameters");

  /** The classes within; the class around them has another name. */
  private static final Set<String> NESTED = Set.of("Forward", "TrainingForward", "Trainer", "Kernels");

  private final Schedules schedules;
  private final Schedule schedule;
  private final Model model;
  private final Numbers numbers;
  private final ClassName self;
  private final NameAllocator constants = new NameAllocator();
  private final Map<Storage.Parameter, String> parameterConstants = new LinkedHashMap<>();
  private final Map<Storage, String> literals = new LinkedHashMap<>();
  private final Map<Model.Fed, String> fieldConstants = new LinkedHashMap<>();
  private final Kernels kernels;
  private final Methods methods;

  private NetworkEmitter(Schedules schedules, Precision precision, String packageName) {
    this.schedules = schedules;
    this.schedule = schedules.inference();
    this.model = schedule.network().model();
    this.numbers = new Numbers(precision);
    this.self = ClassName.get(packageName, className(model.name()));
    List.of("SIGNATURE", "PLAN").forEach(constants::newName);
    this.kernels = new Kernels(numbers);
    this.methods = new Methods(numbers, kernels, TAKEN, new StepFormulas(schedule.pool(), model.couplesExamples()));
  }

  /** The enum of a declared class. */
  ClassName label(String declared) {
    String name = JavaNames.capitalized(declared);
    return self.nestedClass(NESTED.contains(name) || name.equals(self.simpleName()) ? name + "Label" : name);
  }

  private static String className(String network) {
    String name = JavaNames.capitalized(network);
    return NESTED.contains(name) ? name + "Network" : name;
  }

  /**
   * A Java file.
   *
   * @param className the simple name of the public class
   * @param text of the file
   */
  public record JavaClass(String className, String text) {}

  /** The Java of a scheduled network. */
  public static JavaClass emit(Schedules schedules, Precision precision, String packageName) {
    NetworkEmitter emitter = new NetworkEmitter(schedules, precision, packageName);
    JavaFile file = JavaFile.builder(packageName, emitter.type()).skipJavaLangImports(true).indent("  ").build();
    return new JavaClass(emitter.self.simpleName(), Tidy.apply(file.toString()));
  }

  Schedules schedules() {
    return schedules;
  }

  /** That of inference. */
  Schedule schedule() {
    return schedule;
  }

  Model model() {
    return model;
  }

  Numbers numbers() {
    return numbers;
  }

  ClassName self() {
    return self;
  }

  Methods methods() {
    return methods;
  }

  Map<Storage.Parameter, String> parameterConstants() {
    return parameterConstants;
  }

  Map<Storage, String> literals() {
    return literals;
  }

  String constant(Model.Fed fed) {
    return fieldConstants.get(fed);
  }

  TypeName store() {
    return ClassName.get(numbers.isFloat() ? FloatParameters.class : DoubleParameters.class);
  }

  List<Model.Fed> fed() {
    List<Model.Fed> fed = new ArrayList<>(model.inputs());
    fed.addAll(model.targets());
    return fed;
  }

  private TypeSpec type() {
    int parameters = model.parameters().stream().mapToInt(kept -> count(kept.leaf())).sum();
    TypeSpec.Builder type = TypeSpec.classBuilder(self)
        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
        .addSuperinterface(Network.class)
        .addJavadoc("$L", new Header(schedule.pool(), schedule.network()).javadoc(schedules.training(), parameters, numbers.precision()))
        .addAnnotation(AnnotationSpec.builder(Generated.class)
            .addMember("value", "$S", "nndc " + Version.RUNTIME + ", from " + model.source())
            .build());
    addConstants(type);
    new SignatureEmitter(this).addTo(type, constants);
    type.addField(FieldSpec.builder(store(), "parameters", Modifier.PRIVATE, Modifier.VOLATILE).build());
    if (!schedule.network().gradients().isEmpty()) {
      type.addField(PredictionEmitter.idle(ClassName.get("", "Trainer"), "differentiator"));
    }
    addConstruction(type);
    ForwardEmitter forward = ForwardEmitter.ofInference(this);
    DataEmitter data = new DataEmitter(this);
    type.addMethod(data.data());
    new PredictionEmitter(this, forward).addTo(type);
    addNetwork(type);
    type.addType(forward.type());
    if (!schedule.network().gradients().isEmpty()) {
      ForwardEmitter training = ForwardEmitter.ofTraining(this, forward);
      if (schedules.isModal()) {
        type.addType(training.type());
      }
      type.addType(new TrainerEmitter(this, training).type());
    }
    data.addEnums(type);
    methods.methods().forEach(type::addMethod);
    type.addType(kernels.type());
    SharedMethods.addTo(type, this, forward.needsTotal());
    return type.build();
  }

  private static int count(Leaf leaf) {
    return leaf.shape().stream().reduce(1, Math::multiplyExact);
  }

  private void addConstants(TypeSpec.Builder type) {
    for (Model.Fed fed : fed()) {
      String name = constants.newName(JavaNames.constant(fed.name()));
      fieldConstants.put(fed, name);
      type.addField(number(name, fieldConstants.size() - 1));
    }
    for (Storage.Parameter parameter : schedule.parameters()) {
      String name = constants.newName(JavaNames.constant(parameter.label()));
      parameterConstants.put(parameter, name);
      type.addField(number(name, parameter.index()));
    }
    Stream.of(schedules.training(), schedules.inference())
        .flatMap(each -> each.storage().values().stream())
        .filter(storage -> storage instanceof Storage.Constant)
        .map(storage -> (Storage.Constant) storage)
        .distinct()
        .sorted(Comparator.comparing((Storage.Constant c) -> c.leaf().id()))
        .forEach(constant -> {
          String name = constants.newName(JavaNames.constant(constant.label()));
          literals.put(constant, name);
          type.addField(FieldSpec.builder(numbers.vector(), name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
              .initializer(Literals.constant(constant.leaf(), numbers))
              .build());
        });
  }

  private static FieldSpec number(String name, int value) {
    return FieldSpec.builder(int.class, name, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .initializer("$L", value)
        .build();
  }

  private void addConstruction(TypeSpec.Builder type) {
    type.addMethod(MethodSpec.constructorBuilder()
        .addModifiers(Modifier.PRIVATE)
        .addParameter(store(), "parameters")
        .addStatement("$T.check($S, $S)", Version.class, self.simpleName(), Version.RUNTIME)
        .addStatement("this.parameters = parameters")
        .build());
    type.addMethod(MethodSpec.methodBuilder("create")
        .addJavadoc("A network whose parameters are initialised from the seed.\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(self)
        .addParameter(long.class, "seed")
        .addStatement("$1T parameters = new $1T(SIGNATURE.parameters())", store())
        .addStatement("parameters.initialize(seed)")
        .addStatement("return new $T(parameters)", self)
        .build());
    type.addMethod(MethodSpec.methodBuilder("load")
        .addJavadoc("The network that was saved in a safetensors file.\n\n"
            + "@throws IOException if the file cannot be read or does not fit; the message names the tensor\n")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .returns(self)
        .addParameter(Path.class, "path")
        .addException(IOException.class)
        .addStatement("$1T parameters = new $1T(SIGNATURE.parameters())", store())
        .addStatement("parameters.load($T.read(path))", Weights.class)
        .addStatement("return new $T(parameters)", self)
        .build());
  }

  private void addNetwork(TypeSpec.Builder type) {
    type.addMethod(override("signature", ClassName.get(dev.nnd.runtime.Signature.class)).addStatement("return SIGNATURE").build());
    type.addMethod(override("inference", ClassName.get(dev.nnd.runtime.Inference.class))
        .addStatement("return new Forward(parameters, $L)", ForwardEmitter.CAPACITY)
        .build());
    boolean trained = !schedule.network().gradients().isEmpty();
    if (trained) {
      type.addMethod(override("trainer", self.nestedClass("Trainer")).addStatement("return new Trainer(this)").build());
    } else {
      type.addMethod(override("trainer", com.palantir.javapoet.ParameterizedTypeName.get(
              ClassName.get(dev.nnd.runtime.Trainer.class), com.palantir.javapoet.WildcardTypeName.subtypeOf(Object.class)))
          .addStatement("throw new $T($S)", UnsupportedOperationException.class,
              model.name() + " has no loss: it is for inference only")
          .build());
    }
    type.addMethod(override("parameterCount", TypeName.INT).addStatement("return parameters.count()").build());
    type.addMethod(override("copyTo", TypeName.VOID)
        .addParameter(double[].class, "flat").addStatement("parameters.copyTo(flat)").build());
    type.addMethod(override("copyFrom", TypeName.VOID)
        .addParameter(double[].class, "flat")
        .addStatement("$T changed = parameters.copy()", store())
        .addStatement("changed.copyFrom(flat)")
        .addStatement("parameters = changed")
        .build());
    MethodSpec.Builder gradient = override("lossAndGradient", TypeName.DOUBLE)
        .addParameter(DataSet.class, "data")
        .addParameter(double[].class, "gradient");
    type.addMethod((trained
        ? gradient.addStatement("Trainer trainer = differentiator.getAndSet(null)")
            .addStatement("trainer = trainer == null ? trainer() : trainer")
            .addStatement("double objective = trainer.lossAndGradient(parameters, data, gradient)")
            .addStatement("differentiator.set(trainer)")
            .addStatement("return objective")
        : gradient.addStatement("throw new $T($S)", UnsupportedOperationException.class, model.name() + " has no loss")).build());
    type.addMethod(override("save", TypeName.VOID)
        .addParameter(Path.class, "path")
        .addException(IOException.class)
        .addStatement("parameters.toWeights($T.of($S, $S)).write(path)", Map.class, "network", model.name())
        .build());
  }

  static MethodSpec.Builder override(String name, TypeName returns) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(returns);
  }

  /** The buffers that these steps fill, in order. */
  static List<Storage> buffers(List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.targets().stream())
        .filter(target -> !(target instanceof Storage.Gradient))
        .distinct()
        .toList();
  }
}

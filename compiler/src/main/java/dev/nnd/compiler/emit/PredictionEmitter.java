package dev.nnd.compiler.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.expr.Tensor;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Arguments;
import dev.nnd.runtime.DataSet;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.lang.model.element.Modifier;

/** The methods for users: predictions from plain arrays, labels as enums, data sets from arrays. */
final class PredictionEmitter {
  private final NetworkEmitter network;
  private final ForwardEmitter forward;
  private final Schedule schedule;
  private final Numbers numbers;
  private final Map<String, Model.Labels> enums = new LinkedHashMap<>();

  PredictionEmitter(NetworkEmitter network, ForwardEmitter forward) {
    this.network = network;
    this.forward = forward;
    this.schedule = network.schedule();
    this.numbers = network.numbers();
    for (Model.Fed fed : network.fed()) {
      fed.labels().ifPresent(labels -> labels.enumName().ifPresent(name -> enums.put(name, labels)));
    }
  }

  void addTo(TypeSpec.Builder type) {
    addData(type);
    boolean plainInputs = network.model().inputs().stream().noneMatch(Model.Fed::isCategorical);
    if (!plainInputs || network.model().inputs().isEmpty()) {
      return;
    }
    type.addField(idle(ClassName.get("", "Forward"), "idle"));
    type.addMethod(predict());
    type.addMethod(predictBatch());
    type.addMethod(workspace());
    List<Tensor> outputs = schedule.outputs();
    if (outputs.size() == 1 && network.model().inputs().size() == 1) {
      List<Integer> shape = schedule.network().value(network.model().outputs().get(0)).shape();
      SignatureEmitter.labels(network.model(), shape).ifPresent(labels -> type.addMethod(predictLabel(labels, shape.get(0))));
    }
  }

  /** A place for an object that one thread takes and returns, so that it need not be made anew. */
  static FieldSpec idle(ClassName of, String name) {
    TypeName type = ParameterizedTypeName.get(ClassName.get(AtomicReference.class), of);
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new $T<>()", AtomicReference.class)
        .build();
  }

  /** {@code predict(x, p)}: each input a row, each output a row that is filled. */
  private MethodSpec predict() {
    MethodSpec.Builder method = MethodSpec.methodBuilder("predict")
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The outputs of one example, in inference mode. Any number of threads may call this at once.\n\n");
    List<String> rows = parameters(method, numbers.vector(), "");
    return method.addStatement("Forward forward = workspace()")
        .addCode(takeInputs("0", rows, ""))
        .addStatement("forward.compute(1)")
        .addCode(giveOutputs("0", rows, ""))
        .addStatement("idle.set(forward)")
        .build();
  }

  /** {@code predictBatch(x, p)}: rows of many examples. */
  private MethodSpec predictBatch() {
    MethodSpec.Builder method = MethodSpec.methodBuilder("predictBatch")
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The outputs of many examples, a row each. Any number of threads may call this at once.\n\n");
    List<String> rows = parameters(method, numbers.matrix(), "for each example ");
    int capacity = ForwardEmitter.CAPACITY;
    return method.addStatement("Forward forward = new Forward(parameters, $L)", capacity)
        .beginControlFlow("for (int from = 0; from < $L.length; from += $L)", rows.get(0), capacity)
        .addStatement("int size = $T.min($L, $L.length - from)", Math.class, capacity, rows.get(0))
        .addCode(forward.drawsNoise() ? CodeBlock.of("forward.noise.from(from);\n") : CodeBlock.of(""))
        .beginControlFlow("for (int n = 0; n < size; n++)")
        .addCode(takeInputs("n", rows, "[from + n]"))
        .endControlFlow()
        .addStatement("forward.compute(size)")
        .beginControlFlow("for (int n = 0; n < size; n++)")
        .addCode(giveOutputs("n", rows, "[from + n]"))
        .endControlFlow()
        .endControlFlow()
        .build();
  }

  /** Adds a parameter for each input, then for each output; their names in this order. */
  private List<String> parameters(MethodSpec.Builder method, TypeName type, String each) {
    NameAllocator local = new NameAllocator();
    List.of("forward", "from", "size", "n", "parameters", "idle").forEach(local::newName);
    List<String> names = new ArrayList<>();
    for (Model.Fed input : network.model().inputs()) {
      names.add(local.newName(JavaNames.variable(input.name())));
      method.addJavadoc("@param $L $Lrow-major, $L\n", names.get(names.size() - 1), each, shape(input.leaf().shape()));
    }
    for (String output : network.model().outputs()) {
      List<Integer> shape = schedule.network().value(output).shape();
      names.add(local.newName(JavaNames.variable(output)));
      method.addJavadoc("@param $L receives $Lthe output, row-major, $L\n", names.get(names.size() - 1), each, shape(shape));
    }
    names.forEach(name -> method.addParameter(type, name));
    return names;
  }

  private CodeBlock takeInputs(String n, List<String> rows, String at) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<Model.Fed> inputs = network.model().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      int count = inputs.get(i).leaf().shape().stream().reduce(1, Math::multiplyExact);
      code.addStatement("forward.$L[$L] = $L", fedName(i), n, checked(rows.get(i), at, count));
    }
    return code.build();
  }

  private CodeBlock giveOutputs(String n, List<String> rows, String at) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<String> outputs = network.model().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Storage storage = schedule.storage().get(schedule.outputs().get(i));
      int count = schedule.network().value(outputs.get(i)).shape().stream().reduce(1, Math::multiplyExact);
      CodeBlock row = checked(rows.get(network.model().inputs().size() + i), at, count);
      if (storage.hasRows()) {
        code.addStatement("System.arraycopy($L[$L], 0, $L, 0, $L)", reference(storage), n, row, count);
      } else {
        code.addStatement("$L[0] = $L[$L]", row, reference(storage), n);
      }
    }
    return code.build();
  }

  private static CodeBlock checked(String name, String at, int count) {
    return CodeBlock.of("$T.row($S, $L$L, $L)", Arguments.class, name, name, at, count);
  }

  private static String shape(List<Integer> shape) {
    return shape.isEmpty() ? "one number" : "of shape " + shape;
  }

  private String fedName(int input) {
    return List.copyOf(forward.fed().values()).get(input);
  }

  private CodeBlock reference(Storage storage) {
    return CodeBlock.of("forward.$L", forward.workspace().reference(storage));
  }

  private MethodSpec workspace() {
    return MethodSpec.methodBuilder("workspace")
        .addJavadoc("A workspace that no other thread uses, over the current parameters.\n")
        .addModifiers(Modifier.PRIVATE)
        .returns(ClassName.get("", "Forward"))
        .addStatement("Forward forward = idle.getAndSet(null)")
        .addStatement("$T current = parameters", network.store())
        .addStatement("return forward != null && forward.parameters == current ? forward : new Forward(current, 1)")
        .build();
  }

  private MethodSpec predictLabel(Model.Labels labels, int count) {
    Optional<String> enumName = labels.enumName();
    String input = JavaNames.variable(network.model().inputs().get(0).name());
    TypeName result = enumName.isPresent() ? network.label(enumName.get()) : TypeName.INT;
    NameAllocator local = new NameAllocator();
    local.newName("i");
    String row = local.newName(input);
    String p = local.newName("p");
    String best = local.newName("best");
    MethodSpec.Builder method = MethodSpec.methodBuilder("predict" + enumName.map(JavaNames::capitalized).orElse("Label"))
        .addJavadoc("The class of the largest output; of equal ones the first.\n")
        .addModifiers(Modifier.PUBLIC)
        .returns(result)
        .addParameter(numbers.vector(), row)
        .varargs(true)
        .addStatement("$T $L = new $T[$L]", numbers.vector(), p, numbers.type(), count)
        .addStatement("predict($L, $L)", row, p)
        .addStatement("int $L = 0", best)
        .beginControlFlow("for (int i = 1; i < $L.length; i++)", p)
        .addStatement("$1L = $2L[i] > $2L[$1L] ? i : $1L", best, p)
        .endControlFlow();
    return enumName.isPresent()
        ? method.addStatement("return $T.values()[$L]", result, best).build()
        : method.addStatement("return $L", best).build();
  }

  private void addData(TypeSpec.Builder type) {
    NameAllocator local = new NameAllocator();
    local.newName("builder");
    MethodSpec.Builder method = MethodSpec.methodBuilder("data")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Examples to learn from or to evaluate: a row or a label each.\n")
        .returns(DataSet.class);
    CodeBlock.Builder body = CodeBlock.builder()
        .addStatement("$T builder = $T.builder(SIGNATURE.fields())", DataSet.Builder.class, DataSet.class);
    for (Model.Fed fed : network.fed()) {
      String name = local.newName(JavaNames.variable(fed.name()));
      String constant = network.constant(fed);
      Optional<String> enumName = fed.labels().flatMap(Model.Labels::enumName);
      if (enumName.isPresent()) {
        ClassName label = network.label(enumName.get());
        method.addParameter(ArrayTypeName.of(label), name);
        body.addStatement("builder.labels($L, $T.stream($L).mapToInt($T::ordinal).toArray())",
            constant, Arrays.class, name, label);
      } else if (fed.isCategorical()) {
        method.addParameter(int[].class, name);
        body.addStatement("builder.labels($L, $L)", constant, name);
      } else {
        method.addParameter(numbers.matrix(), name);
        body.addStatement("builder.$L($L, $L)", numbers.isFloat() ? "floats" : "doubles", constant, name);
      }
    }
    type.addMethod(method.addCode(body.addStatement("return builder.build()").build()).build());
  }

  void addEnums(TypeSpec.Builder type) {
    enums.forEach((name, labels) -> {
      NameAllocator constants = new NameAllocator();
      TypeSpec.Builder declaration = TypeSpec.enumBuilder(network.label(name))
          .addJavadoc("The classes, in the order of the .nnd.\n")
          .addModifiers(Modifier.PUBLIC);
      labels.names().forEach(label -> declaration.addEnumConstant(constants.newName(JavaNames.constant(label))));
      type.addType(declaration.build());
    });
  }
}

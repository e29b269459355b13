package dev.nnd.compiler.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Storage;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.lang.model.element.Modifier;

/** The methods for users that predict from plain values. */
final class PredictionEmitter {
  private final NetworkEmitter network;
  private final ForwardEmitter forward;
  private final Schedule schedule;
  private final Numbers numbers;
  private final List<FedArgument> inputs;

  PredictionEmitter(NetworkEmitter network, ForwardEmitter forward) {
    this.network = network;
    this.forward = forward;
    this.schedule = network.schedule();
    this.numbers = network.numbers();
    this.inputs = FedArgument.of(network, network.model().inputs());
  }

  void addTo(TypeSpec.Builder type) {
    if (network.model().outputs().isEmpty()) {
      return;
    }
    type.addField(idle(ClassName.get("", "Forward"), "idle"));
    type.addMethod(predict());
    if (!inputs.isEmpty()) {
      type.addMethod(predictBatch());
    }
    type.addMethod(workspace());
    new LabelPrediction(network).methods().forEach(type::addMethod);
  }

  /** A place for an object that one thread takes and returns, so that it need not be made anew. */
  static FieldSpec idle(ClassName of, String name) {
    TypeName type = ParameterizedTypeName.get(ClassName.get(AtomicReference.class), of);
    return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL)
        .initializer("new $T<>()", AtomicReference.class)
        .build();
  }

  /** {@code predict(x, p)}: the inputs of one example, and for each output a row that is filled. */
  private MethodSpec predict() {
    MethodSpec.Builder method = MethodSpec.methodBuilder("predict")
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The outputs of one example, in inference mode. Any number of threads may call this at once.\n\n");
    List<String> names = parameters(method, false);
    return method.addStatement("Forward forward = workspace()")
        .addCode(takeInputs("0", names, ""))
        .addStatement("forward.compute(1)")
        .addCode(giveOutput(names))
        .addStatement("idle.set(forward)")
        .build();
  }

  /** {@code predictBatch(x, p)}: the same of many examples. */
  private MethodSpec predictBatch() {
    MethodSpec.Builder method = MethodSpec.methodBuilder("predictBatch")
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The outputs of many examples, a row each. Any number of threads may call this at once.\n\n");
    List<String> names = parameters(method, true);
    int capacity = ForwardEmitter.CAPACITY;
    String first = names.get(0);
    for (String other : names.subList(1, names.size())) {
      method.addStatement("$T.examples($S, $L.length, $S, $L.length)", Arguments.class, other, other, first, first);
    }
    return method.addStatement("Forward forward = new Forward(parameters, $L)", capacity)
        .beginControlFlow("for (int from = 0; from < $L.length; from += $L)", first, capacity)
        .addStatement("int size = $T.min($L, $L.length - from)", Math.class, capacity, first)
        .addCode(forward.drawsNoise() ? CodeBlock.of("forward.noise.from(from);\n") : CodeBlock.of(""))
        .beginControlFlow("for (int n = 0; n < size; n++)")
        .addCode(takeInputs("n", names, "[from + n]"))
        .endControlFlow()
        .addStatement("forward.compute(size)")
        .beginControlFlow("for (int n = 0; n < size; n++)")
        .addCode(giveOutputs(names))
        .endControlFlow()
        .endControlFlow()
        .build();
  }

  /** Adds a parameter for each input, then for each output; their names in this order. */
  private List<String> parameters(MethodSpec.Builder method, boolean many) {
    String each = many ? "for each example " : "";
    NameAllocator local = new NameAllocator();
    List.of("forward", "from", "size", "n", "parameters", "idle").forEach(local::newName);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = local.newName(JavaNames.variable(network.model().inputs().get(i).name()));
      method.addParameter(many ? inputs.get(i).types() : inputs.get(i).type(), name);
      method.addJavadoc("@param $L $L$L\n", name, each, inputs.get(i).description());
      names.add(name);
    }
    for (String output : network.model().outputs()) {
      List<Integer> shape = shape(output);
      String name = local.newName(JavaNames.variable(output));
      method.addParameter(many && !shape.isEmpty() ? numbers.matrix() : numbers.vector(), name);
      method.addJavadoc("@param $L receives $Lthe output, $L\n", name, each,
          shape.isEmpty() ? "one number" : "row-major, of shape " + shape);
      names.add(name);
    }
    return names;
  }

  private List<Integer> shape(String output) {
    return schedule.network().value(output).shape();
  }

  private CodeBlock takeInputs(String n, List<String> names, String at) {
    CodeBlock.Builder code = CodeBlock.builder();
    for (int i = 0; i < inputs.size(); i++) {
      code.addStatement("forward.$L[$L] = $L", fedName(i), n, inputs.get(i).taken(names.get(i), at));
    }
    return code.build();
  }

  private CodeBlock giveOutput(List<String> names) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<String> outputs = network.model().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Storage storage = schedule.storage().get(schedule.outputs().get(i));
      int count = shape(outputs.get(i)).stream().reduce(1, Math::multiplyExact);
      CodeBlock row = checked(names.get(inputs.size() + i), "", count);
      if (storage.hasRows()) {
        code.addStatement("System.arraycopy($L[0], 0, $L, 0, $L)", reference(storage), row, count);
      } else {
        code.addStatement("$L[0] = $L[0]", row, reference(storage));
      }
    }
    return code.build();
  }

  private CodeBlock giveOutputs(List<String> names) {
    CodeBlock.Builder code = CodeBlock.builder();
    List<String> outputs = network.model().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      Storage storage = schedule.storage().get(schedule.outputs().get(i));
      int count = shape(outputs.get(i)).stream().reduce(1, Math::multiplyExact);
      String name = names.get(inputs.size() + i);
      if (storage.hasRows()) {
        code.addStatement("System.arraycopy($L[n], 0, $L, 0, $L)", reference(storage), checked(name, "[from + n]", count), count);
      } else {
        code.addStatement("$L[from + n] = $L[n]", name, reference(storage));
      }
    }
    return code.build();
  }

  private static CodeBlock checked(String name, String at, int count) {
    return CodeBlock.of("$T.row($S, $L$L, $L)", Arguments.class, name, name, at, count);
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
}

package dev.nnd.compiler.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeName;
import dev.nnd.compiler.semantic.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** The methods that give the class of an example: {@code predictSpecies(x)}, or {@code predictLabel(x)} without an enum. */
final class LabelPrediction {
  private final NetworkEmitter network;
  private final Model model;

  LabelPrediction(NetworkEmitter network) {
    this.network = network;
    this.model = network.model();
  }

  /** One an output that predicts one label; those of the same class go by the names of their outputs. */
  List<MethodSpec> methods() {
    List<String> outputs = model.outputs().stream()
        .filter(output -> model.predicted().containsKey(output) && shape(output).size() == 1)
        .toList();
    return outputs.stream().map(output -> {
      boolean only = outputs.stream().filter(other -> className(other).equals(className(output))).count() == 1;
      return method("predict" + (only ? className(output) : className(output) + "Of" + JavaNames.capitalized(output)), output);
    }).toList();
  }

  private String className(String output) {
    return model.predicted().get(output).enumName().map(JavaNames::capitalized).orElse("Label");
  }

  private List<Integer> shape(String output) {
    return network.schedule().network().value(output).shape();
  }

  private MethodSpec method(String name, String output) {
    Model.Labels labels = model.predicted().get(output);
    TypeName result = labels.enumName().<TypeName>map(network::label).orElse(TypeName.INT);
    Numbers numbers = network.numbers();
    NameAllocator local = new NameAllocator();
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addJavadoc("The class of the largest $L; of equal ones the first.\n",
            model.outputs().size() == 1 ? "output" : "element of the output " + JavaNames.variable(output))
        .addModifiers(Modifier.PUBLIC)
        .returns(result);
    List<String> arguments = inputs(method, local);
    Map<String, String> rows = new LinkedHashMap<>();
    model.outputs().forEach(each -> rows.put(each, local.newName(JavaNames.variable(each))));
    String best = local.newName("best");
    String i = local.newName("i");
    rows.forEach((each, row) -> method.addStatement(
        "$T $L = new $T[$L]", numbers.vector(), row, numbers.type(), shape(each).stream().reduce(1, Math::multiplyExact)));
    arguments.addAll(rows.values());
    String p = rows.get(output);
    method.addStatement("predict($L)", String.join(", ", arguments))
        .addStatement("int $L = 0", best)
        .beginControlFlow("for (int $1L = 1; $1L < $2L.length; $1L++)", i, p)
        .addStatement("$1L = $2L[$3L] > $2L[$1L] ? $3L : $1L", best, p, i)
        .endControlFlow();
    return labels.enumName().isPresent()
        ? method.addStatement("return $T.values()[$L]", result, best).build()
        : method.addStatement("return $L", best).build();
  }

  /** Adds a parameter for each input; their names. The last one may be given number by number. */
  private List<String> inputs(MethodSpec.Builder method, NameAllocator local) {
    List<String> names = new ArrayList<>();
    List<FedArgument> inputs = FedArgument.of(network, model.inputs());
    for (int i = 0; i < inputs.size(); i++) {
      names.add(local.newName(JavaNames.variable(model.inputs().get(i).name())));
      method.addParameter(inputs.get(i).type(), names.get(i));
      if (i == inputs.size() - 1 && !inputs.get(i).isScalar() && inputs.get(i).isReal()) {
        method.varargs(true);
      }
    }
    return names;
  }
}

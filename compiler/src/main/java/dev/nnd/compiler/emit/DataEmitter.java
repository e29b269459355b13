package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.NameAllocator;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.semantic.Model;
import dev.nnd.runtime.DataSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** What users feed the class with: a data set from arrays, and the enums of labels. */
final class DataEmitter {
  private final NetworkEmitter network;

  DataEmitter(NetworkEmitter network) {
    this.network = network;
  }

  /** {@code data(x, y)}: of each input, then each target, an array with an element an example. */
  MethodSpec data() {
    NameAllocator local = new NameAllocator();
    local.newName("builder");
    MethodSpec.Builder method = MethodSpec.methodBuilder("data")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc("Examples to learn from or to evaluate: a row or a label each.\n")
        .returns(DataSet.class);
    CodeBlock.Builder body = CodeBlock.builder()
        .addStatement("$T builder = $T.builder(SIGNATURE.fields())", DataSet.Builder.class, DataSet.class);
    List<Model.Fed> fields = network.fed();
    List<FedArgument> arguments = FedArgument.of(network, fields);
    for (int i = 0; i < fields.size(); i++) {
      String name = local.newName(JavaNames.variable(fields.get(i).name()));
      method.addParameter(arguments.get(i).types(), name);
      body.addStatement(arguments.get(i).added(name));
    }
    return method.addCode(body.addStatement("return builder.build()").build()).build();
  }

  void addEnums(TypeSpec.Builder type) {
    Map<String, Model.Labels> enums = new LinkedHashMap<>();
    for (Model.Fed fed : network.fed()) {
      fed.labels().ifPresent(labels -> labels.enumName().ifPresent(name -> enums.put(name, labels)));
    }
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

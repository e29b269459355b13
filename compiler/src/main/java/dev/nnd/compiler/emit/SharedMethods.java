package dev.nnd.compiler.emit;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** Small methods that more than one part of the class calls. */
final class SharedMethods {
  private SharedMethods() {}

  static void addTo(TypeSpec.Builder type, NetworkEmitter network, boolean total) {
    Numbers numbers = network.numbers();
    if (!network.schedule().copies().isEmpty()) {
      type.addMethod(MethodSpec.methodBuilder("transpose")
          .addJavadoc("to[j][i] = from[i][j].\n")
          .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
          .addParameter(numbers.matrix(), "from")
          .addParameter(numbers.matrix(), "to")
          .beginControlFlow("for (int i = 0; i < from.length; i++)")
          .addStatement("$T row = from[i]", numbers.vector())
          .beginControlFlow("for (int j = 0; j < to.length; j++)")
          .addStatement("to[j][i] = row[j]")
          .endControlFlow()
          .endControlFlow()
          .build());
    }
    if (total) {
      type.addMethod(MethodSpec.methodBuilder("total")
          .addJavadoc("The sum of the first values, in ascending order.\n")
          .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
          .returns(double.class)
          .addParameter(numbers.vector(), "values")
          .addParameter(int.class, "size")
          .addStatement("double sum = 0")
          .beginControlFlow("for (int n = 0; n < size; n++)")
          .addStatement("sum += values[n]")
          .endControlFlow()
          .addStatement("return sum")
          .build());
    }
  }
}

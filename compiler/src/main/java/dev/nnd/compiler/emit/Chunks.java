package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Splits long methods: Java's compiler leaves one of more than 8,000 bytecodes as it is. */
final class Chunks {
  private static final int MOST_STATEMENTS = 64;

  private Chunks() {}

  /**
   * A method of these statements; of very many, each stretch becomes a method of its own that is added to the class.
   *
   * @param parameters of the method, which every stretch gets too
   */
  static MethodSpec.Builder method(
      TypeSpec.Builder type, String name, List<CodeBlock> statements, List<ParameterSpec> parameters) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE).addParameters(parameters);
    if (statements.size() <= MOST_STATEMENTS) {
      return method.addCode(CodeBlock.join(statements, ""));
    }
    CodeBlock arguments =
        parameters.stream().map(parameter -> CodeBlock.of("$L", parameter.name())).collect(CodeBlock.joining(", "));
    for (int from = 0; from < statements.size(); from += MOST_STATEMENTS) {
      int to = Math.min(statements.size(), from + MOST_STATEMENTS);
      String part = name + from / MOST_STATEMENTS;
      method.addStatement("$L($L)", part, arguments);
      type.addMethod(MethodSpec.methodBuilder(part)
          .addModifiers(Modifier.PRIVATE)
          .addParameters(parameters)
          .addCode(CodeBlock.join(statements.subList(from, to), ""))
          .build());
    }
    return method;
  }
}

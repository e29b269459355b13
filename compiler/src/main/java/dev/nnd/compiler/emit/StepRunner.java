package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.schedule.Step;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method that runs the steps of a pass one after the other; a long one in parts, each small enough to compile. */
final class StepRunner {
  private static final int MOST_STEPS = 64;

  private StepRunner() {}

  /** Adds a method {@code name(int size)} to the class. */
  static void add(
      TypeSpec.Builder type, String name, String doc, List<Step> steps, Methods methods, References references) {
    MethodSpec.Builder run = MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE)
        .addParameter(int.class, "size")
        .addJavadoc("$L\n", doc);
    if (steps.size() <= MOST_STEPS) {
      run.addCode(calls(steps, methods, references));
    } else {
      for (int from = 0; from < steps.size(); from += MOST_STEPS) {
        String part = name + from / MOST_STEPS;
        run.addStatement("$L(size)", part);
        type.addMethod(MethodSpec.methodBuilder(part)
            .addModifiers(Modifier.PRIVATE)
            .addParameter(int.class, "size")
            .addCode(calls(steps.subList(from, Math.min(steps.size(), from + MOST_STEPS)), methods, references))
            .build());
      }
    }
    type.addMethod(run.build());
  }

  private static CodeBlock calls(List<Step> steps, Methods methods, References references) {
    CodeBlock.Builder code = CodeBlock.builder();
    steps.forEach(step -> code.add(references.call(methods.call(step))));
    return code.build();
  }
}

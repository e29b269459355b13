package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.schedule.Pass;
import dev.nnd.compiler.schedule.Schedule;
import java.util.List;

/** The method that runs the steps of a pass one after the other. */
final class StepRunner {
  private StepRunner() {}

  /** Adds a method {@code name(int size)} to the class. */
  static void add(
      TypeSpec.Builder type, String name, String doc, Schedule schedule, Pass pass, Methods methods, References references) {
    List<CodeBlock> calls =
        schedule.steps(pass).stream().map(step -> references.statement(step, schedule, methods)).toList();
    type.addMethod(Chunks.method(type, name, calls, List.of(ParameterSpec.builder(int.class, "size").build()))
        .addJavadoc("$L\n", doc)
        .build());
  }
}

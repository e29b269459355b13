package dev.nnd.compiler.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeSpec;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.List;

/** The second layouts of parameters. */
final class Copies {
  private Copies() {}

  /** Those that the contractions of these steps read. */
  static List<Storage> readBy(Schedule schedule, List<Step> steps) {
    return steps.stream()
        .flatMap(step -> step.contraction().stream())
        .map(schedule::rows)
        .filter(rows -> rows instanceof Storage.Copy)
        .distinct()
        .toList();
  }

  /** Adds a method that fills them from the parameters. */
  static void addRefresh(TypeSpec.Builder type, List<Storage> copies, References references) {
    List<CodeBlock> statements = copies.stream()
        .map(copy -> CodeBlock.builder()
            .addStatement("transpose($L,$W$L)", references.of(((Storage.Copy) copy).of()), references.of(copy))
            .build())
        .toList();
    type.addMethod(Chunks.method(type, "refresh", statements, List.of())
        .addJavadoc("Fills the second layouts from the parameters.\n")
        .build());
  }
}

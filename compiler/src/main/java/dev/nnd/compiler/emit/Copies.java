package dev.nnd.compiler.emit;

import com.palantir.javapoet.MethodSpec;
import dev.nnd.compiler.schedule.Schedule;
import dev.nnd.compiler.schedule.Step;
import dev.nnd.compiler.schedule.Storage;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The second layouts of parameters. */
final class Copies {
  private Copies() {}

  /** Those that the contractions of these steps read. */
  static List<Storage> readBy(Schedule schedule, List<Step> steps) {
    return steps.stream()
        .filter(step -> step instanceof Step.Map)
        .flatMap(step -> ((Step.Map) step).contraction().stream())
        .map(schedule::rows)
        .filter(rows -> rows instanceof Storage.Copy)
        .distinct()
        .toList();
  }

  /** A method that fills them from the parameters. */
  static MethodSpec refresh(String name, List<Storage> copies, References references) {
    MethodSpec.Builder method = MethodSpec.methodBuilder(name)
        .addJavadoc("Fills the second layouts from the parameters.\n")
        .addModifiers(Modifier.PRIVATE);
    for (Storage copy : copies) {
      method.addStatement("transpose($L,$W$L)", references.of(((Storage.Copy) copy).of()), references.of(copy));
    }
    return method.build();
  }
}

package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.testing.HardPoints;
import dev.nnd.compiler.testing.StabilityCheck;
import dev.nnd.compiler.testing.StabilityForms;
import dev.nnd.compiler.testing.StabilityForms.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the compiler makes of formulas that are unstable as written, in double, at hard points of their domain. */
class StabilityTest {
  private static final int POINTS = Integer.getInteger("points", 1_000);
  private static final ThreadLocal<StabilityCheck> CHECK = ThreadLocal.withInitial(StabilityCheck::new);

  private record Judged(Form form, List<StabilityCheck.Verdict> verdicts, String failure) {}

  @Test
  void formulasAreStable() {
    List<Judged> judged = StabilityForms.scalars().parallelStream().map(StabilityTest::judge).toList();
    List<String> failures = new ArrayList<>();
    for (Judged one : judged) {
      if (!one.failure().isEmpty()) {
        failures.add(one.form() + "\n    " + one.failure());
      }
      one.verdicts().stream().filter(verdict -> !verdict.misses().isEmpty()).map(verdict -> text(one.form(), verdict)).forEach(failures::add);
    }
    System.out.println(judged.size() + " formulas, " + judged.stream().flatMap(one -> one.verdicts().stream())
        .mapToInt(StabilityCheck.Verdict::compared).sum() + " values compared, unknown "
        + judged.stream().flatMap(one -> one.verdicts().stream()).mapToInt(StabilityCheck.Verdict::unknown).sum());
    assertThat(failures).as("unstable").isEmpty();
  }

  private static Judged judge(Form form) {
    List<String> variables = List.of("p", "x", "y", "z").stream()
        .filter(name -> Pattern.compile("\\b\\d*" + name + "\\b").matcher(form.formula()).find())
        .toList();
    List<Map<String, Double>> points = HardPoints.of(variables, POINTS, form.formula().hashCode());
    StabilityCheck check = CHECK.get();
    try {
      return new Judged(form, check.check(form.formula(), points), "");
    } catch (RuntimeException | AssertionError e) {
      return new Judged(form, List.of(), String.valueOf(e));
    }
  }

  private static String text(Form form, StabilityCheck.Verdict verdict) {
    long inherent = verdict.misses().stream().filter(StabilityCheck.Miss::isInherent).count();
    StringBuilder text = new StringBuilder(form + "   " + verdict.what() + "\n    as " + verdict.printed() + "\n    "
        + verdict.misses().size() + " of " + verdict.compared() + " points, " + inherent + " of them ill-conditioned\n");
    verdict.misses().stream()
        .sorted(Comparator.comparing(StabilityCheck.Miss::isInherent).thenComparing(miss -> -miss.error()))
        .limit(1)
        .forEach(miss -> append(text, miss));
    List<StabilityCheck.Miss> real = verdict.misses().stream().filter(miss -> !miss.isInherent()).toList();
    real.stream().skip(real.size() / 2).limit(1).forEach(miss -> append(text, miss));
    real.stream().skip(Math.max(1, real.size() - 1)).limit(1).forEach(miss -> append(text, miss));
    return text.toString();
  }

  private static void append(StringBuilder text, StabilityCheck.Miss miss) {
    text.append("      at ").append(miss.point()).append(": ").append(miss.actual()).append(", should be ").append(miss.expected())
        .append(String.format(", error %.1e, conditioned %.1e%n", miss.error(), miss.conditioned()));
  }
}

package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.testing.HardPoints;
import dev.nnd.compiler.testing.StabilityCheck;
import dev.nnd.compiler.testing.StabilityForms;
import dev.nnd.compiler.testing.StabilityForms.Form;
import dev.nnd.compiler.testing.StabilityLimits;
import dev.nnd.compiler.testing.StabilityLimits.Key;
import dev.nnd.compiler.testing.StabilityLimits.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler makes of formulas that are unstable as written, in double, at hard points of their domain. */
class StabilityTest {
  /** Of each scale; a minute of one core, where 1,000 take some five. */
  private static final int POINTS = Integer.getInteger("points", 80);
  private static final int ALL_POINTS = 1_000;
  private static final ThreadLocal<StabilityCheck> CHECK = ThreadLocal.withInitial(StabilityCheck::new);

  private record Judged(String family, String form, List<StabilityCheck.Verdict> verdicts, String failure) {
    /** A family with roots of its own is excused where its inputs' rounding is to blame. */
    List<StabilityCheck.Miss> misses(StabilityCheck.Verdict verdict) {
      boolean hasRoots = StabilityForms.withRoots().containsKey(family);
      return verdict.misses().stream().filter(miss -> !(hasRoots && miss.isInherent())).toList();
    }
  }

  @Test
  void formulasAreStable() {
    assertStable("formulas", StabilityForms.scalars().parallelStream().map(StabilityTest::judge).toList(),
        StabilityLimits.ofFormulas());
  }

  @Test
  void networksAreStable() {
    assertStable("networks", StabilityForms.networks().parallelStream().map(StabilityTest::judge).toList(),
        StabilityLimits.ofNetworks());
  }

  /** Whatever is outside of the limits is stable, and what is within them is not. */
  private static void assertStable(String what, List<Judged> judged, Map<Key, Limit> limits) {
    List<String> failures = new ArrayList<>();
    Map<Key, Limit> unseen = new LinkedHashMap<>(limits);
    int compared = 0;
    int unknown = 0;
    int excused = 0;
    for (Judged one : judged) {
      if (!one.failure().isEmpty()) {
        failures.add(one.form() + "\n    " + one.failure());
      }
      for (StabilityCheck.Verdict verdict : one.verdicts()) {
        compared += verdict.compared();
        unknown += verdict.unknown();
        List<StabilityCheck.Miss> misses = one.misses(verdict);
        excused += verdict.misses().size() - misses.size();
        Key key = new Key(one.form(), verdict.what());
        if (!misses.isEmpty() && limits.containsKey(key)) {
          System.out.printf("%6d of %,6d points: %s: %s%n", misses.size(), verdict.compared(), key, limits.get(key).reason());
          unseen.remove(key);
        } else if (!misses.isEmpty()) {
          failures.add(text(one.form(), verdict, misses));
        }
      }
    }
    System.out.printf("%d %s, %,d values compared, %,d too hard for the judge, %,d ill-conditioned and excused in %s%n",
        judged.size(), what, compared, unknown, excused, StabilityForms.withRoots());
    unseen.values().removeIf(limit -> limit.rare() && POINTS < ALL_POINTS);
    unseen.keySet().forEach(key -> failures.add(key + "\n    is stable: it need not be among the limits\n"));
    assertThat(unknown).as("too hard for the judge").isLessThan(compared / 50);
    assertThat(failures).as("unstable").isEmpty();
  }

  private static Judged judge(Form form) {
    List<String> variables = Stream.of("p", "x", "y", "z")
        .filter(name -> Pattern.compile("\\b\\d*" + name + "\\b").matcher(form.formula()).find())
        .toList();
    List<Map<String, Double>> points = HardPoints.of(variables, POINTS, form.formula().hashCode()).stream()
        .map(form::meant)
        .distinct()
        .toList();
    return judged(form.family(), form, () -> CHECK.get().check(form, points));
  }

  private static Judged judge(StabilityForms.Net net) {
    return judged(net.family(), net, () -> CHECK.get().check(net, HardPoints.of(List.of("z0", "z1", "z2"), POINTS, net.body().hashCode())));
  }

  /** What fails is told with the others. */
  private static Judged judged(String family, Object form, Supplier<List<StabilityCheck.Verdict>> check) {
    try {
      return new Judged(family, form.toString(), check.get(), "");
    } catch (RuntimeException | AssertionError e) {
      return new Judged(family, form.toString(), List.of(), String.valueOf(e));
    }
  }

  private static String text(String form, StabilityCheck.Verdict verdict, List<StabilityCheck.Miss> misses) {
    StringBuilder text = new StringBuilder("%s   %s%n    as %s%n    %d of %d points, %d of them ill-conditioned%n".formatted(
        form, verdict.what(), verdict.printed(), misses.size(), verdict.compared(),
        misses.stream().filter(StabilityCheck.Miss::isInherent).count()));
    List<StabilityCheck.Miss> worstFirst = misses.stream()
        .sorted(Comparator.comparing(StabilityCheck.Miss::isInherent).thenComparing(miss -> -miss.error()))
        .toList();
    Stream.of(0, misses.size() / 3, 2 * misses.size() / 3, misses.size() - 1).distinct()
        .forEach(i -> append(text, worstFirst.get(i)));
    return text.toString();
  }

  private static void append(StringBuilder text, StabilityCheck.Miss miss) {
    text.append("      at ").append(miss.point()).append(": ").append(miss.actual()).append(", should be ").append(miss.expected())
        .append(String.format(", error %.1e, conditioned %.1e%n", miss.error(), miss.conditioned()));
  }
}

package dev.nnd.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.syntax.DeepStack;
import dev.nnd.compiler.testing.ExpressionGenerator;
import dev.nnd.compiler.testing.RandomExpression;
import dev.nnd.compiler.testing.SymbolicCheck;
import dev.nnd.compiler.testing.SymbolicCheck.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random formulas: simplification keeps the value on the whole domain, never makes anything larger, has nothing left to
 * do afterwards, and prints what is read back as the same; derivatives are right. What fails is shrunk first.
 */
class SymbolicRandomTest {
  private static final int EXPRESSIONS = Integer.getInteger("expressions", 10_000);
  private static final long SEED = Long.getLong("seed", 1);
  /** So many failures of a kind are shrunk. */
  private static final int SHRUNK = Integer.getInteger("shrunk", 4);
  private static final int WORKERS = Runtime.getRuntime().availableProcessors();

  private static final long START = System.nanoTime();
  private record Failure(RandomExpression expression, Kind kind) {}

  /** What one worker found. */
  private static final class Tally {
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<Kind, List<RandomExpression>> failing = new EnumMap<>(Kind.class);
    private final Map<Integer, Integer> sizes = new TreeMap<>();
    private int rejected;
    private int excused;
    private long compared;
    private final SymbolicCheck check = new SymbolicCheck();

    void take(RandomExpression e) {
      SymbolicCheck.Report report = check.check(e.text());
      count(e);
      sizes.merge((e.operators() - 1) / 5, 1, Integer::sum);
      rejected += report.rejected() ? 1 : 0;
      excused += report.excused() ? 1 : 0;
      compared += report.compared();
      report.violations().keySet().forEach(kind -> failing.computeIfAbsent(kind, k -> new ArrayList<>()).add(e));
    }

    private void count(RandomExpression e) {
      kinds.merge(e.kind(), 1, Integer::sum);
      e.parts().forEach(this::count);
    }

    /** The smallest of a kind, shrunk, each once. */
    Map<String, Failure> shrunk() {
      Map<String, Failure> shrunk = new LinkedHashMap<>();
      failing.forEach((kind, expressions) -> expressions.stream()
          .sorted(Comparator.comparingInt(RandomExpression::operators))
          .limit(SHRUNK)
          .map(e -> check.shrink(e, kind))
          .forEach(e -> shrunk.put(kind + " " + e.text(), new Failure(e, kind))));
      return shrunk;
    }
  }

  @Test
  void simplificationKeepsItsPromises() {
    List<Tally> tallies = IntStream.range(0, WORKERS).parallel()
        .mapToObj(worker -> DeepStack.ample(() -> {
          Tally tally = new Tally();
          for (int i = worker; i < EXPRESSIONS; i += WORKERS) {
            tally.take(ExpressionGenerator.ofSeed(SEED * 1_000_000_007L + i));
          }
          return tally;
        }))
        .toList();
    System.out.println("checked after " + (System.nanoTime() - START) / 1e9);
    print(tallies);
    assertThat(tallies.stream().mapToInt(tally -> tally.rejected).sum()).as("rejected").isLessThan(EXPRESSIONS / 5);
    assertThat(failures(tallies)).as("violations, each in its smallest formula").isEmpty();
  }

  private static List<String> failures(List<Tally> tallies) {
    Map<String, Failure> shrunk = new TreeMap<>();
    tallies.parallelStream().map(tally -> DeepStack.ample(tally::shrunk)).toList().forEach(shrunk::putAll);
    SymbolicCheck check = new SymbolicCheck();
    return shrunk.values().stream()
        .sorted(Comparator.comparing(Failure::kind).thenComparing(failure -> failure.expression().operators()))
        .map(failure -> failure.kind() + ": " + failure.expression().text() + "\n    "
            + DeepStack.ample(() -> check.violation(failure.expression(), failure.kind())) + "\n")
        .toList();
  }

  private static void print(List<Tally> tallies) {
    Map<String, Integer> kinds = new TreeMap<>();
    Map<Integer, Integer> sizes = new TreeMap<>();
    Map<Kind, Integer> failing = new EnumMap<>(Kind.class);
    for (Tally tally : tallies) {
      tally.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
      tally.sizes.forEach((size, count) -> sizes.merge(size, count, Integer::sum));
      tally.failing.forEach((kind, list) -> failing.merge(kind, list.size(), Integer::sum));
    }
    int nodes = kinds.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%,d random expressions of %,d nodes; rejected %.2f %%, stabilised %.1f %%, %,d values compared; failing %s%n",
        EXPRESSIONS, nodes, percent(tallies.stream().mapToInt(tally -> tally.rejected).sum()),
        percent(tallies.stream().mapToInt(tally -> tally.excused).sum()), tallies.stream().mapToLong(tally -> tally.compared).sum(), failing);
    System.out.println("operators: " + sizes.entrySet().stream()
        .map(entry -> (5 * entry.getKey() + 1) + "-" + (5 * entry.getKey() + 5) + ": " + entry.getValue())
        .collect(Collectors.joining(", ")));
    System.out.println("nodes in per mille: " + kinds.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> entry.getKey() + " " + Math.round(1e4 * entry.getValue() / nodes) / 10.0)
        .collect(Collectors.joining(", ")));
  }

  private static double percent(int count) {
    return 100.0 * count / EXPRESSIONS;
  }
}

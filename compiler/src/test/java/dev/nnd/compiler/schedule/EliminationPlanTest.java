package dev.nnd.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.expr.Axis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of products by their factors' axes, {@code ij jk k}; sizes by letter. */
class EliminationPlanTest {
  private static final Map<Character, Integer> SIZES = Map.of('i', 5, 'j', 7, 'k', 11, 'l', 13, 'm', 100, 'n', 2);

  private static Axis axis(char letter) {
    return new Axis(letter, SIZES.get(letter));
  }

  private static List<Axis> axes(String letters) {
    return letters.chars().mapToObj(letter -> axis((char) letter)).toList();
  }

  private static String plan(String bound, String factors) {
    return EliminationPlan.cheapest(
            axes(bound), Arrays.stream(factors.split(" ")).map(EliminationPlanTest::axes).toList(), Axis::size).stream()
        .map(group -> group.stream().map(axis -> Character.toString(axis.id())).collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "k,   ik k,          k",
    "jk,  ij jk k,       k j",
    "jk,  ijk j k,       jk",
    "jk,  ij jk kl,      j k",
    "jk,  i ij jk k,     k j",
    "jkl, ij jk kl l,    l k j",
    "jkl, ij jk kl,      l k j",
    "jm,  ij jm mn,      m j",
    "jm,  ij jm ml,      m j",
    "jk,  ij j k kn,     j k"
  })
  void isTheCheapest(String bound, String factors, String expected) {
    assertThat(plan(bound, factors)).isEqualTo(expected);
  }

  /** No order of single axes, and no sum of all at once, is cheaper; of 200 random sums. */
  @Test
  void noOrderOfAxesIsCheaper() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<String> factors = new ArrayList<>();
      for (int f = 2 + random.nextInt(5); f > 0; f--) {
        String letters = "ijklmn".chars().filter(letter -> random.nextInt(3) == 0)
            .mapToObj(letter -> Character.toString(letter)).collect(Collectors.joining());
        factors.add(letters.isEmpty() ? "j" : letters);
      }
      String bound = "jkl".chars().mapToObj(Character::toString)
          .filter(letter -> String.join("", factors).contains(letter)).collect(Collectors.joining());
      String all = String.join(" ", factors);
      if (!bound.isEmpty()) {
        double best = cost(bound, all, plan(bound, all));
        for (String order : permutations(bound)) {
          assertThat(best).as(all).isLessThanOrEqualTo(cost(bound, all, String.join(" ", order.split(""))));
        }
        assertThat(best).as(all).isLessThanOrEqualTo(cost(bound, all, bound));
      }
    }
  }

  private static List<String> permutations(String letters) {
    if (letters.length() <= 1) {
      return List.of(letters);
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      char first = letters.charAt(i);
      permutations(letters.substring(0, i) + letters.substring(i + 1)).forEach(rest -> all.add(first + rest));
    }
    return all;
  }

  /** Carried out step by step on the factors' axes. */
  private static double cost(String bound, String factors, String plan) {
    List<String> open = new ArrayList<>(List.of(factors.split(" ")));
    double cost = 0;
    for (String group : plan.split(" ")) {
      List<String> joined = open.stream().filter(factor -> factor.chars().anyMatch(a -> group.indexOf(a) >= 0)).toList();
      open.removeAll(joined);
      String loop = String.join("", joined).chars().distinct().mapToObj(Character::toString).collect(Collectors.joining());
      cost += loop.chars().mapToDouble(a -> SIZES.get((char) a)).reduce(1, (a, b) -> a * b);
      open.add(loop.chars().filter(a -> group.indexOf(a) < 0).mapToObj(Character::toString).collect(Collectors.joining()));
    }
    assertThat(String.join("", open).chars().noneMatch(a -> bound.indexOf(a) >= 0)).isTrue();
    return cost;
  }
}

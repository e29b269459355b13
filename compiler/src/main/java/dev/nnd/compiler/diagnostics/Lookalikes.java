package dev.nnd.compiler.diagnostics;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Letters of different alphabets that look the same, after the confusables of Unicode Technical Standard 39. */
public final class Lookalikes {
  private static final String CYRILLIC_AND_GREEK = "аеорсухіјѕһԁԛԝАВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανι";
  private static final String LATIN = "aeopcyxijshdqwABEKMHOPCTXYIJSABEZHIKMNOPTYXoavi";

  private Lookalikes() {}

  /** The known word that looks like this one and is spelt with other letters. */
  public static Optional<String> of(String word, Collection<String> known) {
    return known.stream().filter(other -> !other.equals(word) && skeleton(other).equals(skeleton(word))).sorted().findFirst();
  }

  /** The first letter that is not ASCII, with its name: {@code U+0430, cyrillic small letter a}. */
  public static Optional<String> describe(String word) {
    return word.codePoints().filter(c -> c >= 0x80).boxed().findFirst()
        .map(c -> String.format("U+%04X, ", c)
            + Optional.ofNullable(Character.getName(c)).orElse("unassigned").toLowerCase(Locale.ROOT));
  }

  private static String skeleton(String word) {
    return word.codePoints().mapToObj(Lookalikes::latin).collect(Collectors.joining());
  }

  private static String latin(int letter) {
    int i = CYRILLIC_AND_GREEK.indexOf(letter);
    return i < 0 ? Character.toString(letter) : LATIN.substring(i, i + 1);
  }
}

package dev.nnd.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.grammar.NndScanner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every .nnd of the project, as it is, with comments wherever there may be some, and with its lines broken and joined. */
class FormattedCorpusTest {
  private static final int ROUNDS = 6;
  private static final List<String> COMMENTS =
      List.of("/* c */", "/* two\n   lines */", "// c\n", "/// c\n", " // c\n", "\n/// c\n", "\n// c\n", "\n\n/* c */\n\n", "/**/");
  private static final List<String> BLANKS = List.of("", " ", "   ", "\t", "\n", "\n\n\n", "\r\n", " \n    ");
  private static final List<String> ENDS = List.of(";", " ; ", ";;", ";\n", "\n;", "; /// c\n", "; /* c */");

  static List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : List.of(Path.of("src/main/resources"), Path.of("src/test/resources"), Path.of("../samples"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(file -> isCandidate(file.toString())).sorted().forEach(found::add);
      }
    }
    return found;
  }

  /** Wrong programs may not even be text. */
  private static boolean isCandidate(String file) {
    return file.endsWith(".nnd") && !file.contains("target") && !file.contains(File.separator + "wrong" + File.separator);
  }

  private static List<String> right() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      if (Formatted.isRight(text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("files")
  void keepsItsMeaning(Path file) throws IOException {
    String text = Files.readString(file);
    if (Formatted.isRight(text)) {
      Formatted.of(text);
      Formatted.of(text.replace("\n", "\r\n"));
    }
  }

  @Test
  void thereAreEnough() throws IOException {
    assertThat(right()).hasSizeGreaterThan(40);
  }

  @Test
  void commentsMayStandAnywhere() throws IOException {
    assertThat(mangled(new Random(1), 0.1, 0, 0)).isGreaterThan(100);
    assertThat(mangled(new Random(2), 0.3, 0, 0)).isGreaterThan(20);
  }

  @Test
  void linesMayEndAnywhere() throws IOException {
    assertThat(mangled(new Random(3), 0, 0.05, 0)).isGreaterThan(100);
    assertThat(mangled(new Random(4), 0.1, 0.02, 0.1)).isGreaterThan(20);
  }

  @Test
  void statementsMayBeSeparatedAnyhow() throws IOException {
    assertThat(mangled(new Random(5), 0, 0, 0.2)).isGreaterThan(100);
  }

  /** How many texts with changes at random places were right, each of which was formatted. */
  private static int mangled(Random random, double comments, double blanks, double ends) throws IOException {
    int right = 0;
    for (String text : right()) {
      for (int round = 0; round < ROUNDS; round++) {
        String changed = change(text, random, comments, blanks, ends);
        if (Formatted.isRight(changed)) {
          Formatted.of(changed);
          right++;
        }
      }
    }
    return right;
  }

  private static String change(String text, Random random, double comments, double blanks, double ends) {
    StringBuilder changed = new StringBuilder();
    List<Token> tokens = NndScanner.file(text);
    int[] codePoints = text.codePoints().toArray();
    int end = 0;
    for (Token token : tokens) {
      if (token.getType() == Token.EOF) {
        break;
      }
      String between = new String(codePoints, end, token.getStartIndex() - end);
      boolean after = changed.length() > 0 && !between.isEmpty();
      if (between.contains("\n") && random.nextDouble() < ends) {
        between = pick(ENDS, random) + between;
      } else if (after && random.nextDouble() < comments) {
        between = " " + pick(COMMENTS, random) + between;
      } else if (after && random.nextDouble() < blanks) {
        between = pick(BLANKS, random);
      }
      changed.append(between).append(token.getText());
      end = token.getStopIndex() + 1;
    }
    return changed.toString();
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}

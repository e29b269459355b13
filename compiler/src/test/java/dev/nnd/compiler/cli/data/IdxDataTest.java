package dev.nnd.compiler.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Signature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxDataTest {
  private static final Signature DIGITS = new Signature("Digits", "digits.nnd", Precision.FLOAT,
      List.of(Field.real("x", 4)), List.of(Field.label("y", 10)), List.of(), List.of(), List.of());

  private static final int[] IMAGES = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 2, 3, 255, 254, 253, 252};
  private static final int[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 7, 3};

  @TempDir Path folder;

  private Path write(String name, int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      content[i] = (byte) bytes[i];
    }
    return Files.write(folder.resolve(name), name.endsWith("gz") ? DataReaderTest.gzip(content) : content);
  }

  private static DataSet read(Path images, Path labels) throws IOException {
    return new DataReader(DIGITS, DataOptions.defaults()).read(images + "," + labels);
  }

  private Diagnostic refused(int[] images, int[] labels) throws IOException {
    try {
      read(write("images", images), write("labels", labels));
    } catch (DiagnosedException e) {
      return e.diagnostics().get(0);
    }
    throw new AssertionError("not refused");
  }

  private static int[] with(int[] bytes, int at, int value) {
    int[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  @Test
  void readsImagesAndLabels() throws IOException {
    DataSet data = read(write("images.gz", IMAGES), write("labels", LABELS));
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.floats(0, 1)).containsExactly(255, 254, 253, 252);
    assertThat(data.label(1, 0)).isEqualTo(7);
  }

  @Test
  void labelsMayBeAbsentForPredictions() throws IOException {
    Path images = write("images", IMAGES);
    assertThat(new DataReader(DIGITS, DataOptions.defaults()).readInputs(images.toString()).has(1)).isFalse();
  }

  @Test
  void whatIsNoIdxIsRefused() throws IOException {
    assertThat(refused(with(IMAGES, 0, 1), LABELS).code()).isEqualTo(Code.NOT_IDX);
    assertThat(refused(with(IMAGES, 2, 7), LABELS).title()).contains("00 00 07 03");
    assertThat(refused(LABELS, LABELS).title()).contains("takes 4 numbers");
    assertThat(refused(IMAGES, with(LABELS, 2, 0x42)).code()).isEqualTo(Code.NOT_IDX);
  }

  @Test
  void wrongCountsAreRefused() throws IOException {
    assertThat(refused(with(IMAGES, 7, 3), LABELS).code()).isEqualTo(Code.DAMAGED_DATA);
    assertThat(refused(with(IMAGES, 7, 1), LABELS).code()).isEqualTo(Code.DAMAGED_DATA);
    assertThat(refused(with(IMAGES, 4, 255), LABELS).code()).isEqualTo(Code.DAMAGED_DATA);
    assertThat(refused(IMAGES, new int[] {0, 0, 8, 1, 0, 0, 0, 1, 7}).title()).contains("it has 1 examples");
    assertThat(refused(with(IMAGES, 8, 127), LABELS).code()).isEqualTo(Code.NOT_IDX);
  }

  @Test
  void labelsAreClasses() throws IOException {
    Diagnostic diagnostic = refused(IMAGES, with(LABELS, 9, 10));
    assertThat(diagnostic.code()).isEqualTo(Code.UNKNOWN_LABEL);
    assertThat(diagnostic.helps().get(0)).contains("example 1");
  }

  private static final Signature WORDS = new Signature("Words", "words.nnd", Precision.FLOAT,
      List.of(Field.index("w", 300, 2), Field.real("t").in(0, 1)), List.of(), List.of(), List.of(), List.of());

  private DataSet words(int[] w, int[] t) throws IOException {
    return new DataReader(WORDS, DataOptions.defaults()).read(write("w", w) + ", " + write("t", t));
  }

  private Diagnostic wordsRefused(int[] w, int[] t) throws IOException {
    try {
      words(w, t);
    } catch (DiagnosedException e) {
      return e.diagnostics().get(0);
    }
    throw new AssertionError("not refused");
  }

  /** Shorts, in the second file floats. */
  private static final int[] INDICES = {0, 0, 0x0B, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 1, 1, 43, 0, 0, 0, 2};
  private static final int[] TIMES = {0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3f, 0, 0, 0, 0x3f, 0x80, 0, 0};

  @Test
  void readsSequencesOfIndicesAndSeveralInputs() throws IOException {
    DataSet data = words(INDICES, TIMES);
    assertThat(data.label(0, 0, 1)).isEqualTo(299);
    assertThat(data.label(0, 1, 1)).isEqualTo(2);
    assertThat(data.floats(1, 0)).containsExactly(0.5f);
  }

  @Test
  void indicesAndRangesAreChecked() throws IOException {
    Diagnostic index = wordsRefused(with(INDICES, 15, 44), TIMES);
    assertThat(index.code()).isEqualTo(Code.UNKNOWN_INDEX);
    assertThat(index.helps()).containsExactly("example 0 has it; its positions are 0 to 299");
    Diagnostic range = wordsRefused(INDICES, with(TIMES, 12, 0x40));
    assertThat(range.title()).isEqualTo("4 of example 1 is outside the range 0..1 of t");
    Diagnostic infinite = wordsRefused(INDICES, with(with(TIMES, 12, 0x7f), 13, 0x80));
    assertThat(infinite.code()).isEqualTo(Code.NOT_A_NUMBER);
  }

  @Test
  void truncatedCompressionIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write("images.gz", IMAGES));
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(whole, whole.length - 12));
    try {
      read(cut, write("labels", LABELS));
    } catch (DiagnosedException e) {
      assertThat(e.diagnostics().get(0).code()).isEqualTo(Code.DAMAGED_DATA);
      return;
    }
    throw new AssertionError("not refused");
  }
}

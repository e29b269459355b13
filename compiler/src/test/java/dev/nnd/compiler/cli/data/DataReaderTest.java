package dev.nnd.compiler.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.DiagnosedException;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.diagnostics.Span;
import dev.nnd.compiler.diagnostics.TextRenderer;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Field;
import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Signature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DataReaderTest {
  private static final Signature IRIS = signature(
      List.of(Field.real("x", 2).from("length", "width")),
      List.of(Field.label("y", 3).withLabels("setosa", "versicolor", "virginica").from("species")));

  private static final Signature PLAIN =
      signature(List.of(Field.real("x", 2)), List.of(Field.real("y").in(0, 1)));

  @TempDir Path folder;

  private static Signature signature(List<Field> inputs, List<Field> targets) {
    return new Signature("Test", "test.nnd", Precision.FLOAT, inputs, targets, List.of(), List.of(), List.of());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  private DataSet read(Signature signature, String text) throws IOException {
    return read(signature, text, DataOptions.defaults());
  }

  private DataSet read(Signature signature, String text, DataOptions options) throws IOException {
    return new DataReader(signature, options).read(write(text).toString());
  }

  private static DataOptions options(char delimiter, Map<String, List<String>> columns, Optional<String> target) {
    return new DataOptions(delimiter, columns, target, DataOptions.DEFAULT_MAX_BYTES);
  }

  private Diagnostic refused(Signature signature, String text) throws IOException {
    return refused(signature, write(text), DataOptions.defaults());
  }

  private static Diagnostic refused(Signature signature, Path path, DataOptions options) throws IOException {
    try {
      new DataReader(signature, options).read(path.toString());
    } catch (DiagnosedException e) {
      return e.diagnostics().get(0);
    }
    throw new AssertionError("not refused");
  }

  private static void assertAt(Diagnostic diagnostic, Code code, int line, int column) {
    Span span = diagnostic.primary().span();
    assertThat(diagnostic.code()).as(diagnostic.title()).isEqualTo(code);
    assertThat(span.line() + ":" + span.column()).as(diagnostic.title()).isEqualTo(line + ":" + column);
  }

  @Test
  void readsColumnsByName() throws IOException {
    DataSet data = read(IRIS, "species,width,length\nsetosa,1,2\n\n2,3.5,-4e-1\n");
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.floats(0, 0)).containsExactly(2, 1);
    assertThat(data.floats(0, 1)).containsExactly(-0.4f, 3.5f);
    assertThat(data.label(1, 0)).isZero();
    assertThat(data.label(1, 1)).isEqualTo(2);
  }

  @Test
  void readsWhatSpreadsheetsWrite() throws IOException {
    DataSet data = read(IRIS, "\uFEFFlength;width;\"species\"\r\n\"1\"; 2 ;\"setosa\"\r\n",
        options(';', Map.of(), Optional.empty()));
    assertThat(data.floats(0, 0)).containsExactly(1, 2);
  }

  @Test
  void readsCompressedTables() throws IOException {
    Path path = folder.resolve("data.csv.gz");
    Files.write(path, gzip("length,width,species\n1,2,virginica\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(new DataReader(IRIS, DataOptions.defaults()).read(path.toString()).label(1, 0)).isEqualTo(2);
  }

  @Test
  void columnsComeFromOptionsNamesAndWhatIsLeft() throws IOException {
    DataOptions named = options(',', Map.of("x", List.of("b", "a")), Optional.of("c"));
    assertThat(read(PLAIN, "a,b,c\n1,2,0\n", named).floats(0, 0)).containsExactly(2, 1);
    assertThat(read(PLAIN, "x[1],y,x[0]\n1,0,2\n").floats(0, 0)).containsExactly(2, 1);
    assertThat(read(PLAIN, "a,y,b\n1,0,2\n").floats(0, 0)).containsExactly(1, 2);
    DataOptions target = options(',', Map.of(), Optional.of("c"));
    assertThat(read(PLAIN, "a,b,c\n1,2,0\n", target).floats(0, 0)).containsExactly(1, 2);
  }

  @Test
  void columnsThatAreNotToBeFoundAreRefused() throws IOException {
    Diagnostic left = refused(PLAIN, "a,b,c,y\n1,2,3,0\n");
    assertAt(left, Code.NO_COLUMNS, 1, 1);
    assertThat(left.helps().get(0)).contains("takes 2 columns, but 3 are left: a, b, c");
    Diagnostic unknown = refused(IRIS, "lenght,width,species\n1,2,setosa\n");
    assertAt(unknown, Code.UNKNOWN_COLUMN, 1, 1);
    assertThat(unknown.helps()).containsExactly("did you mean `lenght`?");
    assertThat(refused(PLAIN, "a,b\n1,2\n").helps().get(0)).contains("--target");
  }

  @Test
  void targetsMayBeAbsentForPredictions() throws IOException {
    String path = write("length,width\n1,2\n").toString();
    DataReader reader = new DataReader(IRIS, DataOptions.defaults());
    assertThat(reader.readInputs(path).has(1)).isFalse();
    assertThatThrownBy(() -> reader.read(path)).isInstanceOf(DiagnosedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NaN", "Infinity", "0x10", "1f", "1d", "abc", "1e", "e5", ".", "-", "1,", "1e999", "1 2", "١"})
  void whatIsNoNumberIsRefusedWithItsPlace(String text) throws IOException {
    Diagnostic diagnostic = refused(IRIS, "length,width,species\n1,2,setosa\n3,\"" + text + "\",setosa\n");
    assertAt(diagnostic, Code.NOT_A_NUMBER, 3, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "+1", "-1.", ".5", "1e5", "1.5E-3", "007", "-0"})
  void decimalNumbersAreRead(String text) throws IOException {
    DataSet data = read(IRIS, "length,width,species\n" + text + ",2,setosa\n");
    assertThat(data.floats(0, 0)[0]).isEqualTo(Float.parseFloat(text));
  }

  @Test
  void numbersBeyondAFloatAreRefused() throws IOException {
    assertAt(refused(IRIS, "length,width,species\n1e39,2,setosa\n"), Code.NOT_A_NUMBER, 2, 1);
  }

  @Test
  void linesOfAnotherLengthAreRefused() throws IOException {
    assertAt(refused(IRIS, "length,width,species\n1,2,setosa\n1,2\n"), Code.RAGGED_ROW, 3, 3);
    assertAt(refused(IRIS, "length,width,species\n1,2,setosa,4\n"), Code.RAGGED_ROW, 2, 12);
  }

  @Test
  void aHeaderThatNamesTwiceIsRefused() throws IOException {
    assertAt(refused(IRIS, "length,width,species,width\n1,2,setosa,4\n"), Code.DUPLICATE_COLUMN, 1, 22);
  }

  @Test
  void unknownLabelsAreRefusedWithAProposal() throws IOException {
    Diagnostic diagnostic = refused(IRIS, "length,width,species\n1,2,versicolour\n");
    assertAt(diagnostic, Code.UNKNOWN_LABEL, 2, 5);
    assertThat(diagnostic.helps()).containsExactly("did you mean `versicolor`?");
    assertAt(refused(IRIS, "length,width,species\n1,2,3\n"), Code.UNKNOWN_LABEL, 2, 5);
    assertAt(refused(IRIS, "length,width,species\n1,2,-1\n"), Code.UNKNOWN_LABEL, 2, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.0", "2e0", " 2 ", "002", "+2", "virginica", "\"virginica\"", " virginica "})
  void labelsAreNamesOrWholeNumbers(String text) throws IOException {
    assertThat(read(IRIS, "length,width,species\n1,2," + text + "\n").label(1, 0)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "-1", "0.5", "1e9", "3.0"})
  void numbersThatAreNoClassAreRefused(String text) throws IOException {
    Diagnostic diagnostic = refused(IRIS, "length,width,species\n1,2," + text + "\n");
    assertAt(diagnostic, Code.UNKNOWN_LABEL, 2, 5);
    assertThat(diagnostic.helps()).containsExactly("the numbers of its classes are 0 to 2");
  }

  @Test
  void missingValuesAreToldAsSuch() throws IOException {
    assertThat(refused(IRIS, "length,width,species\n1,2,\n").helps()).containsExactly("the value is missing; fill it in or leave the line out");
    assertThat(refused(IRIS, "length,width,species\n1, ,setosa\n").helps()).containsExactly("the value is missing; fill it in or leave the line out");
  }

  @Test
  void longValuesAreToldInPart() throws IOException {
    assertThat(refused(IRIS, "length,width,species\n1,2," + "x".repeat(60_000) + "\n").title()).hasSizeLessThan(100);
  }

  @Test
  void indicesAreWholeNumbersBelowTheirCount() throws IOException {
    Signature words = signature(List.of(Field.index("w", 7, 2)), List.of());
    DataSet data = read(words, "w[0],w[1]\n6,0\n3,1\n");
    assertThat(data.label(0, 1, 0)).isEqualTo(3);
    Diagnostic diagnostic = refused(words, "w[0],w[1]\n6,0\n3,7\n");
    assertAt(diagnostic, Code.UNKNOWN_INDEX, 3, 3);
    assertThat(diagnostic.title()).isEqualTo("`7` is no index of w");
    assertThat(diagnostic.helps()).containsExactly("its positions are 0 to 6");
  }

  @Test
  void whatAFloatCannotTellApartIsNotStandardized() throws IOException {
    Field standardized = Field.real("x", 2).standardize();
    String table = "a,b\n0,1000000001\n0,1000000002\n0,1000000003\n";
    Diagnostic diagnostic = refused(signature(List.of(standardized), List.of()), table);
    assertAt(diagnostic, Code.LOST_DIGITS, 1, 3);
    assertThat(diagnostic.title()).contains("`b`");
    assertThat(diagnostic.helps()).containsExactly("use --precision double");
    assertThat(read(signature(List.of(Field.real("x", 2)), List.of()), table).size()).isEqualTo(3);
    Signature precise = new Signature(
        "Test", "test.nnd", Precision.DOUBLE, List.of(standardized), List.of(), List.of(), List.of(), List.of());
    assertThat(read(precise, table).doubles(0, 2)).containsExactly(0, 1000000003);
  }

  @Test
  void boundsAreDecimal() throws IOException {
    Signature bounded = signature(List.of(Field.real("x").in(-0.1, 0.1)), List.of());
    assertThat(read(bounded, "x\n0.1\n-0.1\n").size()).isEqualTo(2);
    assertAt(refused(bounded, "x\n0.1\n0.100000001\n"), Code.OUT_OF_RANGE, 3, 1);
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() throws IOException {
    Diagnostic diagnostic = refused(PLAIN, "a,b,y\n1,2,1.5\n");
    assertAt(diagnostic, Code.OUT_OF_RANGE, 2, 5);
    assertThat(diagnostic.title()).isEqualTo("1.5 is outside the range 0..1 of y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "length,width,species\n", "length,width,species"})
  void tablesWithoutExamplesAreRefused(String text) throws IOException {
    assertThat(refused(IRIS, text).code()).isEqualTo(Code.EMPTY_DATA);
  }

  @Test
  void malformedQuotesAreRefused() throws IOException {
    assertAt(refused(IRIS, "length,width,species\n1,\"2,setosa\n"), Code.MALFORMED_TABLE, 2, 1);
    assertAt(refused(IRIS, "length,width,species\n1,\"2\"2,setosa\n"), Code.MALFORMED_TABLE, 2, 1);
  }

  @Test
  void longLinesAreShownInPart() throws IOException {
    String names = String.join(",", IntStream.range(0, 1000).mapToObj(i -> "c" + i).toList());
    String values = String.join(",", Collections.nCopies(999, "12")) + ",bad";
    Signature wide = signature(List.of(Field.real("x", 1000)), List.of());
    Diagnostic diagnostic = refused(wide, names + "\n" + values + "\n");
    assertAt(diagnostic, Code.NOT_A_NUMBER, 2, 2998);
    String shown = new TextRenderer(false).render(diagnostic);
    assertThat(shown).contains("data.csv:2:2998").contains("^^^");
    assertThat(shown.lines().filter(line -> !line.contains("-->"))).allMatch(line -> line.length() < 150);
  }

  @Test
  void limitsKeepMemoryBounded() throws IOException {
    assertThat(refused(PLAIN, "a,b,y\n1," + "2".repeat(10_000_000)).code()).isEqualTo(Code.DATA_LIMIT);
    assertThat(refused(PLAIN, "a,b,y\n1,\"" + "2\n".repeat(1_000_000)).code()).isEqualTo(Code.DATA_LIMIT);
    assertThat(refused(PLAIN, "a," + ",".repeat(200_000)).code()).isEqualTo(Code.DATA_LIMIT);
    assertAt(refused(PLAIN, "a,b,y\n" + ",".repeat(200_000)), Code.DATA_LIMIT, 2, 1);
    Path bomb = folder.resolve("bomb.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      out.write("a,b,y\n".getBytes(StandardCharsets.UTF_8));
      byte[] rows = "1,2,0\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(rows);
      }
    }
    DataOptions small = new DataOptions(',', Map.of(), Optional.empty(), 1_000_000);
    assertThat(refused(PLAIN, bomb, small).code()).isEqualTo(Code.DATA_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "", "no.csv", "no.gz,no.gz", "."})
  void filesThatAreNotThereAreRefused(String data) {
    DataReader reader = new DataReader(IRIS, DataOptions.defaults());
    assertThatThrownBy(() -> reader.read(data)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    byte[] whole = gzip("length,width,species\n1,2,virginica\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    Path path = folder.resolve("data.gz");
    Files.write(path, Arrays.copyOf(gzip(noise()), 20_000));
    assertThat(refused(PLAIN, path, DataOptions.defaults()).code()).isEqualTo(Code.DAMAGED_DATA);
    Files.write(path, Arrays.copyOf(whole, 5));
    assertThat(refused(PLAIN, path, DataOptions.defaults()).code()).isEqualTo(Code.DAMAGED_DATA);
    Files.write(path, "a,b,y\n1,2,\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused(PLAIN, path, DataOptions.defaults()).code()).isEqualTo(Code.DAMAGED_DATA);
  }

  private static byte[] noise() {
    StringBuilder text = new StringBuilder("a,b,y\n");
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      text.append(random.nextInt()).append(',').append(random.nextInt()).append(",0\n");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zipped = new GZIPOutputStream(out)) {
      zipped.write(bytes);
    }
    return out.toByteArray();
  }
}

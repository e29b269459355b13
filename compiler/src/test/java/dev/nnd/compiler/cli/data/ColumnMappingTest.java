package dev.nnd.compiler.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnMappingTest {
  private static final Signature MATRIX = signature(Field.real("m", 2, 2), Field.real("y"));
  private static final Signature PAIR = signature(Field.real("x", 2), Field.real("y"));

  @TempDir Path folder;

  private static Signature signature(Field input, Field target) {
    return new Signature(
        "Test", "test.nnd", Precision.DOUBLE, List.of(input), List.of(target), List.of(), List.of(), List.of());
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private DataSet read(Signature signature, String text) throws IOException {
    return new DataReader(signature, DataOptions.defaults()).read(write("data.csv", text));
  }

  private Diagnostic refused(Signature signature, String text) throws IOException {
    try {
      read(signature, text);
    } catch (DiagnosedException e) {
      return e.diagnostics().get(0);
    }
    throw new AssertionError("not refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "y,m[3],m[2],m[1],m[0]", "y,m[1][1],m[1][0],m[0][1],m[0][0]", "y,\"m[1,1]\",\"m[1,0]\",\"m[0,1]\",\"m[0,0]\""
  })
  void theElementsOfAMatrixHaveTheirIndicesOrOneNumber(String header) throws IOException {
    assertThat(read(MATRIX, header + "\n0,4,3,2,1\n").doubles(0, 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aSingleElementMayHaveTheNameAlone() throws IOException {
    Signature one = signature(Field.real("x", 1, 1), Field.real("y", 1));
    assertThat(read(one, "y,z,x\n1,2,3\n").doubles(0, 0)).containsExactly(3);
    assertThat(read(one, "y[0],z,x[0][0]\n1,2,3\n").doubles(1, 0)).containsExactly(1);
  }

  @Test
  void aMissingElementIsNamed() throws IOException {
    Diagnostic diagnostic = refused(MATRIX, "m[0][0],m[0][1],m[1][0],y\n1,2,3,4\n");
    assertThat(diagnostic.code()).isEqualTo(Code.UNKNOWN_COLUMN);
    assertThat(diagnostic.title()).isEqualTo("there is no column `m[1][1]` for m");
  }

  @Test
  void aTableWithAnotherDelimiterIsTold() throws IOException {
    assertThat(refused(PAIR, "a;b;y\n1;2;3\n").helps()).contains("--delimiter says what stands between the values");
    assertThat(refused(PAIR, "a,b,c,y\n1,2,3,4\n").helps()).noneMatch(help -> help.contains("--delimiter"));
  }

  @Test
  void namesAreComparedInOneNormalForm() throws IOException {
    Signature accented = signature(Field.real("x").from("\u00e9"), Field.label("y", 2).withLabels("gr\u00f6\u00dfer", "klein"));
    DataSet data = read(accented, "e\u0301,y\n7,gro\u0308\u00dfer\n");
    assertThat(data.doubles(0, 0)).containsExactly(7);
    assertThat(data.label(1, 0)).isZero();
  }

  @Test
  void whatIsLeftGoesByNameInFurtherTables() throws IOException {
    String first = write("first.csv", "a,b,y\n1,2,0\n");
    DataReader reader = new DataReader(PAIR, DataOptions.defaults());
    DataSet further = reader.after(first).read(write("further.csv", "y,b,a,extra\n0,2,1,9\n"));
    assertThat(reader.read(first).doubles(0, 0)).containsExactly(1, 2);
    assertThat(further.doubles(0, 0)).containsExactly(1, 2);
  }

  @Test
  void furtherTablesWithoutTheseNamesAreRefused() throws IOException {
    String first = write("first.csv", "a,b,y\n1,2,0\n");
    DataReader reader = new DataReader(PAIR, DataOptions.defaults()).after(first);
    String further = write("further.csv", "u,v,y\n1,2,0\n");
    assertThat(catchThrowableOfType(DiagnosedException.class, () -> reader.read(further))
        .diagnostics().get(0).title()).isEqualTo("there is no column `a` for x");
  }

  @Test
  void columnsOfOptionsCountForEveryTable() throws IOException {
    DataOptions options = new DataOptions(',', Map.of("x", List.of("b", "a")), Optional.of("c"), DataOptions.DEFAULT_MAX_BYTES);
    String first = write("first.csv", "a,b,c\n1,2,0\n");
    DataReader reader = new DataReader(PAIR, options).after(first);
    assertThat(reader.read(write("further.csv", "c,a,b\n0,1,2\n")).doubles(0, 0)).containsExactly(2, 1);
  }
}

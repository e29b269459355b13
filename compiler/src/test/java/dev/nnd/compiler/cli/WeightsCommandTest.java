package dev.nnd.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.Precision;
import dev.nnd.runtime.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WeightsCommandTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("w.safetensors");
  }

  private Calls.Outcome weights(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "weights";
    arguments[1] = file().toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return Calls.call(arguments);
  }

  private void raw(String header, byte... data) throws IOException {
    byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file(), bytes.putLong(text.length).put(text).put(data).array());
  }

  private static byte[] littleEndian(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return bytes;
  }

  @Test
  void aTable() throws IOException {
    new Weights(List.of(
        new Weights.Tensor("h.W", Precision.FLOAT, List.of(2, 2), new double[] {1, 2, 3, 6}),
        new Weights.Tensor("s", Precision.DOUBLE, List.of(), new double[] {1.0 / 3})),
        Map.of("network", "Iris")).write(file());
    assertThat(weights()).isEqualTo(new Calls.Outcome(0, """
        network = Iris
        name  type  shape   values       min       max      mean  deviation
        h.W   F32   [2, 2]       4         1         6         3    1.87083
        s     F64   []           1  0.333333  0.333333  0.333333          0
        2 tensors, 5 values, 24 bytes
        """, ""));
  }

  @Test
  void whatIsNotFiniteIsCounted() throws IOException {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    new Weights(List.of(
        new Weights.Tensor("a", Precision.FLOAT, List.of(5), new double[] {nan, -infinite, 1, nan, 3}),
        new Weights.Tensor("b", Precision.FLOAT, List.of(1), new double[] {nan})), Map.of()).write(file());
    assertThat(weights().lines()).containsExactly(
        "name  type  shape  values  min  max  mean  deviation  NaN  infinite",
        "a     F32   [5]         5    1    3     2          1    2         1",
        "b     F32   [1]         1    -    -     -          -    1         0",
        "2 tensors, 6 values, 24 bytes");
  }

  @ParameterizedTest
  @CsvSource({"F64,bff8000000000000,-1.5", "F32,40490fdb,3.1415927410125732", "F16,c000,-2", "F16,3555,0.333251953125",
      "F16,0001,5.960464477539063e-8", "F16,7bff,65504", "BF16,3fc0,1.5", "BF16,c2f7,-123.5", "I64,fffffffffffffffe,-2",
      "I32,80000000,-2147483648", "I16,ff00,-256", "I8,80,-128", "U64,ffffffffffffffff,1.8446744073709552e19",
      "U64,8000000000000000,9.223372036854776e18", "U32,ffffffff,4294967295", "U16,ffff,65535", "U8,ff,255", "BOOL,01,1"})
  void everyTypeIsRead(String type, String bits, String value) throws IOException {
    byte[] bytes = littleEndian(bits);
    raw("{'t':{'dtype':'" + type + "','shape':[1],'data_offsets':[0," + bytes.length + "]}}", bytes);
    double wanted = Double.parseDouble(value);
    String text = weights("--format", "json").out().replaceAll("(?s).*\"mean\": ([^,]*),.*", "$1");
    assertThat(Double.parseDouble(text)).isEqualTo(wanted);
  }

  @Test
  void halvesThatAreNotFinite() throws IOException {
    raw("{'t':{'dtype':'F16','shape':[3],'data_offsets':[0,6]}}", littleEndian("7c00fc007e01"));
    assertThat(weights("--format", "json").out()).contains("\"min\": null", "\"nan\": 1, \"infinite\": 2");
  }

  @Test
  void otherTypesAndEmptyTensorsAreListed() throws IOException {
    raw("{'q':{'dtype':'F8_E4M3','shape':[2],'data_offsets':[0,2]},'e':{'dtype':'F32','shape':[0,3],'data_offsets':[2,2]}}",
        (byte) 1, (byte) 2);
    assertThat(weights().lines()).containsExactly(
        "name  type     shape   values  min  max  mean  deviation",
        "q     F8_E4M3  [2]          2    -    -     -          -",
        "e     F32      [0, 3]       0    -    -     -          -",
        "2 tensors, 2 values, 2 bytes");
    raw("{}");
    assertThat(weights().out()).isEqualTo("0 tensors, 0 values, 0 bytes\n");
  }

  @Test
  void json() throws IOException {
    raw("{'__metadata__':{'a':'\\n\\u001b[1m'},'q':{'dtype':'F8_E4M3','shape':[1],'data_offsets':[0,1]}}", (byte) 1);
    assertThat(weights("--format", "json").out()).isEqualTo("""
        {"metadata": {"a": "\\n\\u001b[1m"},
         "tensors": [
          {"name": "q", "type": "F8_E4M3", "shape": [1], "values": 1, "min": null, "max": null, "mean": null, \
        "deviation": null, "nan": null, "infinite": null}],
         "values": 1}
        """);
  }

  @Test
  void whatAFileHoldsMovesNoCursor() throws IOException {
    raw("{'__metadata__':{'a':'x\\n\\u001b[2J'},'t\\r':{'dtype':'U8','shape':[],'data_offsets':[0,1]}}", (byte) 1);
    assertThat(weights().out()).startsWith("a = x\\u000a\\u001b[2J\n").contains("t\\u000d").doesNotContain("\u001b");
  }

  @Test
  void moreThanABuffer() throws IOException {
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> i);
    new Weights(List.of(new Weights.Tensor("a", Precision.FLOAT, List.of(100_000), values)), Map.of()).write(file());
    assertThat(weights().lines()).element(1).asString().contains("100,000").contains("0  99999").endsWith("28867.5");
  }

  @Test
  void damagedFilesAreALine() throws IOException {
    Files.writeString(file(), "no weights at all");
    Calls.Outcome outcome = weights();
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).startsWith("error: " + file() + ": no weights file: a header of ").hasLineCount(1);
    raw("{'t':{'dtype':'F16','shape':[3],'data_offsets':[0,4]}}", new byte[4]);
    assertThat(weights().err()).isEqualTo("error: " + file() + ": t [3] needs 6 bytes, but its range has 4\n");
    raw("{'t':{'dtype':'U8','shape':[9999999999,9999999999],'data_offsets':[0,4]}}", new byte[4]);
    assertThat(weights().err()).contains("which is too large");
    raw("{'t':{'dtype':'U8','shape':[4],'data_offsets':[0,4]}}", new byte[3]);
    assertThat(weights().err()).contains("ends at byte 4, but the data have 3 bytes");
    Files.delete(file());
    assertThat(weights().err()).contains("there is no such file");
    assertThat(Calls.call("weights", folder.toString()).err()).contains("is a folder");
    assertThat(Calls.call("weights").exit()).isEqualTo(2);
  }
}

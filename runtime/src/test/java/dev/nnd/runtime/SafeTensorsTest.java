package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTensorsTest {
  private static final List<Parameter> PARAMETERS = List.of(
      Parameter.of("h.W", Layout.transposed(2, 3).padded(8), Initializer.normal(0, 1), 2, 3),
      Parameter.state("x.mean", Layout.rows(1, 1), Initializer.constant(0.1)));

  @TempDir
  private Path folder;

  private Path file() {
    return folder.resolve("weights.safetensors");
  }

  private static FloatParameters parameters() {
    FloatParameters parameters = new FloatParameters(PARAMETERS);
    parameters.initialize(3);
    return parameters;
  }

  private Path raw(long length, String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(file(), bytes.putLong(length).put(text).array());
  }

  private Path raw(String header, int data) throws IOException {
    return raw(header.getBytes(StandardCharsets.UTF_8).length, header, data);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    FloatParameters written = parameters();
    written.toWeights(Map.of("b", "2", "a", "\"\\\n\u0001ü")).write(file());
    Weights weights = Weights.read(file());
    FloatParameters read = new FloatParameters(PARAMETERS);
    read.load(weights);
    assertThat(read.values("h.W")).containsExactly(written.values("h.W"));
    assertThat(read.values("x.mean")).containsExactly(0.1f);
    assertThat(weights.metadata()).containsExactly(Map.entry("a", "\"\\\n\u0001ü"), Map.entry("b", "2"));
    assertThat(weights.tensors()).extracting(Weights.Tensor::name).containsExactly("h.W", "x.mean");
    assertThat(folder).isDirectoryContaining("glob:**/weights.safetensors").isDirectoryNotContaining("glob:**tmp*");
  }

  @Test
  void theBytesAreTheFormats() throws IOException {
    new Weights(List.of(new Weights.Tensor("a", Precision.FLOAT, List.of(2), new double[] {1, -2}),
        new Weights.Tensor("b", Precision.DOUBLE, List.of(), new double[] {0.5})), Map.of()).write(file());
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
        + "\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[8,16]}}";
    int length = (header.length() + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file())).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong()).isEqualTo(length);
    assertThat(new String(bytes.array(), 8, length, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(header);
    assertThat(bytes.getFloat(8 + length)).isEqualTo(1);
    assertThat(bytes.getFloat(12 + length)).isEqualTo(-2);
    assertThat(bytes.getDouble(16 + length)).isEqualTo(0.5);
    assertThat(bytes.limit()).isEqualTo(24 + length);
  }

  @Test
  void theOtherPrecisionIsConverted() throws IOException {
    parameters().toWeights(Map.of()).write(file());
    DoubleParameters doubles = new DoubleParameters(PARAMETERS);
    doubles.load(Weights.read(file()));
    assertThat(doubles.values("h.W")).containsExactly(parameters().values("h.W"));
  }

  @Test
  void otherWritersMayOrderAndSpaceAsTheyLike() throws IOException {
    raw(" {\n\"b\" : {\"shape\":[1 ],\"data_offsets\":[8,12],\"dtype\":\"F32\"}, \"__metadata__\":{},"
        + "\"\\u0061\":{\"dtype\":\"F64\",\"data_offsets\":[0, 8],\"shape\":[]} } ", 12);
    assertThat(Weights.read(file()).tensors()).extracting(Weights.Tensor::name).containsExactly("b", "a");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\u0000', value = {
    "{} | 4 | the tensors take 0 bytes, but the data have 4",
    "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4 | a [2] ends at byte 8, but the data have 4 bytes",
    "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 12 | the tensors take 8 bytes, but the data have 12",
    "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4 | a [2] needs 8 bytes, but its range has 4",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | a [1] starts at byte 4, where the one before ends at 0",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | "
        + "b [1] starts at byte 0, where the one before ends at 4",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | there are two tensors a",
    "{'a':{'dtype':'BF16','shape':[1],'data_offsets':[0,2]}} | 2 | a has the type BF16; only F32 and F64 are known",
    "{'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}} | 4 | a has the shape [65536, 65536]",
    "{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}} | 0 | a has the shape [0]",
    "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | a whole number is missing",
    "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4 | ']' is missing",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4 | a [1] has the byte range [4, 0]",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0]}} | 4 | a [1] has the byte range [0]",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | 4 | a whole number is missing",
    "{'a':{'dtype':'F32','shape':[1]}} | 4 | a lacks one of dtype, shape and data_offsets",
    "{'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}} | 4 | a has shape twice",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':[1]}} | 4 | a has an unknown entry x",
    "{'__metadata__':{'k':1}} | 0 | '\"' is missing",
    "{'a | 0 | the end of a string is missing",
    "{'\\uZZZZ':1} | 0 | an escape is missing",
    "{} {} | 0 | the end is missing",
    "[] | 0 | '{' is missing",
    "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}, | 4 | '\"' is missing"})
  void damagedFilesAreRefused(String header, int data, String message) throws IOException {
    Path path = raw(header.replace('\'', '"'), data);
    assertThatThrownBy(() -> Weights.read(path)).isInstanceOf(WeightsException.class).hasMessageContaining(message);
  }

  @Test
  void insaneHeaderLengthsAreRefused() throws IOException {
    for (long length : new long[] {0, 1, 3, 1 << 20, Long.MAX_VALUE, -1}) {
      Path path = raw(length, "{}", 0);
      assertThatThrownBy(() -> Weights.read(path)).isInstanceOf(WeightsException.class)
          .hasMessageContaining("no weights file");
    }
    Files.write(file(), new byte[7]);
    assertThatThrownBy(() -> Weights.read(file())).hasMessage("no weights file: it has 7 bytes");
    Files.write(file(), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC3, 0x28});
    assertThatThrownBy(() -> Weights.read(file())).hasMessage("the header is not UTF-8");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    parameters().toWeights(Map.of("k", "v")).write(file());
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Weights.read(file())).as("%d bytes", length).isInstanceOf(WeightsException.class);
    }
  }

  @Test
  void weightsThatDoNotFitAreRefusedAndChangeNothing() {
    FloatParameters parameters = parameters();
    double[] before = parameters.values("h.W");
    Weights.Tensor w = new Weights.Tensor("h.W", Precision.FLOAT, List.of(2, 3), new double[6]);
    Weights.Tensor mean = new Weights.Tensor("x.mean", Precision.FLOAT, List.of(), new double[1]);
    assertThatThrownBy(() -> parameters.load(new Weights(List.of(w), Map.of())))
        .hasMessage("the weights hold no x.mean []");
    assertThatThrownBy(() -> parameters.load(new Weights(List.of(mean,
        new Weights.Tensor("h.W", Precision.FLOAT, List.of(3, 2), new double[6])), Map.of())))
        .hasMessage("h.W is [2, 3], but in the weights [3, 2]");
    assertThatThrownBy(() -> parameters.load(new Weights(List.of(w, mean,
        new Weights.Tensor("h.b", Precision.FLOAT, List.of(2), new double[2])), Map.of())))
        .hasMessage("the weights hold h.b [2], which the network does not have");
    assertThat(parameters.values("h.W")).containsExactly(before);
  }

  @Test
  void aFailedWriteLeavesNothing() {
    Path missing = folder.resolve("no").resolve("w.safetensors");
    assertThatThrownBy(() -> parameters().toWeights(Map.of()).write(missing))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> Weights.read(file())).isInstanceOf(NoSuchFileException.class);
    assertThat(folder).isEmptyDirectory();
  }
}

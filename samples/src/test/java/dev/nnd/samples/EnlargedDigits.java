package dev.nnd.samples;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Digits of 8 by 8 counts from 0 to 16 as images of 28 by 28 grey values from 0 to 255. */
final class EnlargedDigits {
  private static final int ROWS = 8;
  private static final int LARGEST = 16;
  private static final int ENLARGED_ROWS = 28;

  private EnlargedDigits() {}

  /** The file's examples for a network of one input and a label. */
  static DataSet read(Network network, Path file) throws IOException {
    List<CsvRecord> records;
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      records = csv.stream().skip(1).toList();
    }
    return network.data()
        .floats(0, records.stream().map(EnlargedDigits::image).toArray(float[][]::new))
        .labels(1, records.stream().mapToInt(record -> Integer.parseInt(record.getField(ROWS * ROWS))).toArray())
        .build();
  }

  private static float[] image(CsvRecord record) {
    float[] image = new float[ENLARGED_ROWS * ENLARGED_ROWS];
    for (int i = 0; i < ENLARGED_ROWS; i++) {
      for (int j = 0; j < ENLARGED_ROWS; j++) {
        int nearest = i * ROWS / ENLARGED_ROWS * ROWS + j * ROWS / ENLARGED_ROWS;
        image[ENLARGED_ROWS * i + j] = Float.parseFloat(record.getField(nearest)) * 255 / LARGEST;
      }
    }
    return image;
  }
}

package @package@;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.nnd.runtime.DataSet;
import dev.nnd.runtime.Evaluation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Trains the network, says how well it does on examples it has not seen, and predicts. */
public final class Main {
  private static final String DATA = "/moons.csv";
  private static final double HELD_OUT = 0.25;

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    DataSet.Split data = data().split(HELD_OUT, 1);
    @Network@ network = train(data.train());
    Evaluation held = network.evaluate(data.held());
    System.out.printf("%d examples held out: loss %.4f, accuracy %.3f%n",
        held.examples(), held.loss(), held.metric("accuracy"));
    System.out.println("(0, 1) lies on the moon " + network.predictMoon(0, 1));
  }

  /** A network that has learned from the examples, as the train block of its description says. */
  static @Network@ train(DataSet examples) {
    @Network@ network = @Network@.create(1);
    network.trainer().fit(examples);
    return network;
  }

  /** The examples of the CSV file: two coordinates each, and the moon on which they lie. */
  static DataSet data() throws IOException {
    List<float[]> points = new ArrayList<>();
    List<@Network@.Moon> moons = new ArrayList<>();
    try (InputStream file = Main.class.getResourceAsStream(DATA);
        Reader text = new InputStreamReader(file, StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(text)) {
      for (NamedCsvRecord example : records) {
        points.add(new float[] {Float.parseFloat(example.getField("x1")), Float.parseFloat(example.getField("x2"))});
        moons.add(@Network@.Moon.valueOf(example.getField("moon").toUpperCase(Locale.ROOT)));
      }
    }
    return @Network@.data(points.toArray(float[][]::new), moons.toArray(@Network@.Moon[]::new));
  }
}

package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nnd.runtime.DataSet;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class @Network@Test {
  @Test
  void learnsToTellTheMoonsApart() throws IOException {
    DataSet.Split data = Main.data().split(0.25, 1);
    @Network@ network = Main.train(data.train());
    assertTrue(network.evaluate(data.held()).metric("accuracy") > 0.9);
    assertEquals(@Network@.Moon.UPPER, network.predictMoon(0, 1));
    assertEquals(@Network@.Moon.LOWER, network.predictMoon(1, -0.5f));
  }
}

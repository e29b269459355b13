package dev.nnd.compiler.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nnd.runtime.EpochReport;
import dev.nnd.runtime.Evaluation;
import dev.nnd.runtime.TrainingReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrainingCurveTest {
  private static TrainingCurve curve(int epochs, int best, boolean validated, IntToDoubleFunction objective) {
    List<EpochReport> reports = IntStream.rangeClosed(1, epochs)
        .mapToObj(epoch -> new EpochReport(
            epoch, objective.applyAsDouble(epoch),
            validated ? Optional.of(new Evaluation(9, epoch / 8.0, 0, Map.of("hits", 0.5))) : Optional.empty(), 0.1, 1))
        .toList();
    return new TrainingCurve(new TrainingReport(reports, TrainingReport.Stop.ALL_EPOCHS, best));
  }

  private static String printed(TrainingCurve curve) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    curve.print(new PrintStream(out, true, UTF_8));
    return out.toString(UTF_8);
  }

  @Test
  void firstBestAndLastAreAmongFew() {
    assertThat(printed(curve(1_000, 77, true, epoch -> 2))).isEqualTo("""
        the course of the training
          epoch  objective  valid loss  valid hits
              1      2.000      0.1250      0.5000
             77      2.000       9.625      0.5000  best
            125      2.000       15.63      0.5000
            250      2.000       31.25      0.5000
            375      2.000       46.88      0.5000
            500      2.000       62.50      0.5000
            625      2.000       78.13      0.5000
            750      2.000       93.75      0.5000
            875      2.000       109.4      0.5000
           1000      2.000       125.0      0.5000
        """);
  }

  @Test
  void withoutAValidationPartNoneIsBest() {
    assertThat(printed(curve(2, 2, false, epoch -> epoch))).isEqualTo("""
        the course of the training
          epoch  objective
              1      1.000
              2      2.000
        """);
    assertThat(printed(curve(1, 1, false, epoch -> epoch))).isEmpty();
  }

  @Test
  void aLineOfBlocks() {
    assertThat(curve(8, 8, false, epoch -> 9 - epoch).line()).hasValue("█▇▆▅▄▃▂▁  objective 8.000 … 1.000");
    assertThat(curve(500, 8, false, epoch -> 9 - epoch).line().orElseThrow()).matches("█+▇+▆+▅+▄+▃+▂+▁+  objective .*")
        .hasSizeBetween(60, 100);
    assertThat(curve(8, 8, false, epoch -> 3).line()).isEmpty();
    assertThat(curve(1, 1, false, epoch -> 3).line()).isEmpty();
  }
}

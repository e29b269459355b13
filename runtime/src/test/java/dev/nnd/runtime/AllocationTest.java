package dev.nnd.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import demo.Moons;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
  private static final int EPOCHS = 30;

  /**
   * Notes how many bytes the thread has allocated, at the first and the last step of an epoch; itself it allocates
   * nothing there.
   */
  private static final class Meter implements ProgressListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final long thread = Thread.currentThread().getId();
    private final List<Long> allocated = new ArrayList<>();
    private int stepsPerEpoch;
    private long before;
    private long after;

    @Override
    public void started(TrainingPlan plan, int steps) {
      stepsPerEpoch = steps;
    }

    @Override
    public void step(int epoch, int step, double objective) {
      if (step == 1) {
        before = threads.getThreadAllocatedBytes(thread);
      } else if (step == stepsPerEpoch) {
        after = threads.getThreadAllocatedBytes(thread);
      }
    }

    @Override
    public void epoch(EpochReport report) {
      allocated.add(after - before);
    }
  }

  @Test
  @SuppressWarnings("deprecation") // Thread.getId, because threadId is newer than Java 17
  void aStepAllocatesNothing() {
    for (Optimizer optimizer : List.of(Optimizer.sgd(0.1, 0.9, true, 0.01), Optimizer.adam(0.01))) {
      Moons moons = Moons.create(1);
      Meter meter = new Meter();
      moons.trainer().optimizer(optimizer).clip(1).schedule(Schedule.warmup(100)).epochs(EPOCHS).listener(meter)
          .fit(HalfMoons.data(moons.signature().fields(), 200, 1));
      assertThat(meter.allocated.subList(EPOCHS / 2, EPOCHS)).as("%s", optimizer).containsOnly(0L);
    }
  }
}

package dev.nnd.compiler.semantic;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs a recursion over formulas and calls on a stack that is deep enough for the limits on both. */
final class AmpleStack {
  /** Reserved, not used: only what a run touches takes memory. */
  private static final long BYTES = 512L << 20;

  private AmpleStack() {}

  static <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    new Thread(null, () -> complete(result, work), "nnd-elaborator", BYTES).start();
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Supplier<T> work) {
    try {
      result.complete(work.get());
    } catch (Throwable e) { // whatever happened must reach the thread that waits
      result.completeExceptionally(e);
    }
  }
}

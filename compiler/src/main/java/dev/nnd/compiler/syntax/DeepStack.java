package dev.nnd.compiler.syntax;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs a recursion over deep nesting on a stack that is deep enough for it. */
public final class DeepStack {
  /** Reserved, not used: only what a run touches takes memory. */
  private static final long AMPLE_BYTES = 512L << 20;

  /** A level of parentheses takes some forty frames, from the parser's chain of rules and the builder that walks it. */
  private static final int BYTES_PER_LEVEL = 64 * 1024;

  private static final int SHALLOW = 50;

  private DeepStack() {}

  /** The result of the work, on a stack that is deep enough for all limits of the language. */
  public static <T> T ample(Supplier<T> work) {
    if (Thread.currentThread() instanceof AmpleThread) {
      return work.get();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    new AmpleThread(() -> complete(result, work::get)).start();
    return join(result);
  }

  /** A thread for such work, which ends with the program. */
  public static Thread thread(Runnable work) {
    Thread thread = new AmpleThread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that need not start another one. */
  private static final class AmpleThread extends Thread {
    AmpleThread(Runnable work) {
      super(null, work, "nnd-compiler", AMPLE_BYTES);
    }
  }

  /** The result of the work, on this thread where the nesting is shallow. */
  static <T> T call(int depth, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable task = () -> complete(result, work);
    if (depth <= SHALLOW) {
      task.run();
    } else {
      new Thread(null, task, "nnd-parser", (long) depth * BYTES_PER_LEVEL).start();
    }
    return join(result);
  }

  private static <T> T join(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> work) {
    try {
      result.complete(work.call());
    } catch (Throwable e) { // whatever happened must reach the thread that waits
      result.completeExceptionally(e);
    }
  }
}

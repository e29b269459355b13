package dev.nnd.benchmarks;

import dev.nnd.compiler.Compiler;
import dev.nnd.compiler.derive.ReverseAccumulation;
import dev.nnd.compiler.expr.Dag;
import dev.nnd.compiler.expr.Expr;
import dev.nnd.compiler.expr.ExprPool;
import dev.nnd.compiler.expr.Leaf;
import dev.nnd.compiler.rewrite.Trace;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Simplification and differentiation; the line {@code :nodes} of a result is the time of one node of the input. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Symbolic {
  /** The input, in a pool that nothing has been computed in. */
  @State(Scope.Thread)
  public static class Fresh {
    @Param
    Inputs input;

    ExprPool pool;
    List<Expr> expressions;
    List<Leaf> variables;
    int size;

    /** Anew each time: a pool would remember the result. */
    @Setup(Level.Invocation)
    public void read(Shared shared) {
      pool = new ExprPool();
      expressions = input.expressions(pool, shared.compiler.library());
      variables = Dag.tensors(expressions).stream().filter(Leaf.class::isInstance).map(Leaf.class::cast).toList();
      size = Dag.nodes(expressions).size();
    }
  }

  /** Library and rules. */
  @State(Scope.Benchmark)
  public static class Shared {
    final Compiler compiler = new Compiler();
  }

  /** How many nodes were treated. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Treated {
    public long nodes;

    @Setup(Level.Iteration)
    public void clear() {
      nodes = 0;
    }
  }

  @Benchmark
  public void simplify(Fresh fresh, Shared shared, Treated treated, Blackhole blackhole) {
    for (Expr e : fresh.expressions) {
      blackhole.consume(shared.compiler.derivation().simplify(fresh.pool, new Trace(), e));
    }
    treated.nodes += fresh.size;
  }

  /** The gradient by all variables. */
  @Benchmark
  public void differentiate(Fresh fresh, Shared shared, Treated treated, Blackhole blackhole) {
    for (Expr e : fresh.expressions) {
      Map<Leaf, Expr> gradient = new ReverseAccumulation(fresh.pool, shared.compiler.derivation().table()).gradient(e, fresh.variables);
      blackhole.consume(gradient);
    }
    treated.nodes += fresh.size;
  }
}

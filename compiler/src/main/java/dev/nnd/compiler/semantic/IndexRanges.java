package dev.nnd.compiler.semantic;

import dev.nnd.compiler.diagnostics.Code;
import dev.nnd.compiler.diagnostics.Diagnostic;
import dev.nnd.compiler.semantic.IndexUses.Use;
import dev.nnd.compiler.semantic.Value.Quantity;
import dev.nnd.compiler.syntax.Expression;
import dev.nnd.compiler.syntax.IndexBinding;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The size of each index of a formula: its bound; else that of the axes where it stands alone, which must agree; else
 * the largest for which every affine access is in bounds.
 */
final class IndexRanges {
  private final Context context;
  private final Map<IndexBinding, Integer> sizes = new HashMap<>();
  private final Map<IndexBinding, Use> fixedBy = new HashMap<>();
  private final IdentityHashMap<Expression, Value> bases = new IdentityHashMap<>();

  private IndexRanges(Context context) {
    this.context = context;
  }

  /** The ranges of these indices and of those within the body. */
  static Ranges solve(List<IndexBinding> introduced, Expression body, Context context) {
    return new IndexRanges(context).solve(IndexUses.in(body, introduced, context));
  }

  private Ranges solve(IndexUses found) {
    for (IndexBinding index : found.bindings()) {
      index.bound().ifPresent(bound -> sizes.put(index, context.expressions().extent(bound, Optional.empty()).size()));
    }
    found.uses().forEach(this::fixAlone);
    for (int round = 0; round < found.bindings().size(); round++) {
      found.uses().stream().filter(use -> !use.guarded()).forEach(use -> narrow(use, found.uses()));
    }
    for (IndexBinding index : found.bindings()) {
      if (!sizes.containsKey(index)) {
        throw context.reporter().reject(unknown(index, found.uses()));
      }
    }
    return new Ranges(sizes, bases);
  }

  private void fixAlone(Use use) {
    Optional<IndexBinding> alone = use.form().alone();
    Optional<Extent> extent = alone.flatMap(index -> extent(use));
    if (extent.isEmpty()) {
      return;
    }
    IndexBinding index = alone.get();
    Integer known = sizes.putIfAbsent(index, extent.get().size());
    Use first = fixedBy.putIfAbsent(index, use);
    if (known != null && known != extent.get().size() && first != null && index.bound().isEmpty()) {
      throw context.reporter().reject(
          Diagnostic.of(Code.RANGES_DISAGREE, use.span(), index.name(), known, extent.get().size())
              .label("size " + extent.get().size() + extent.get().origin(use.span()))
              .label(first.span(), "size " + known + extent(first).map(other -> other.origin(use.span())).orElse("")));
    }
  }

  /** Fixes the only index of unknown size in an affine access, by the tightest of such accesses. */
  private void narrow(Use use, List<Use> uses) {
    Optional<IndexBinding> open = onlyOpen(use);
    if (open.isEmpty()) {
      return;
    }
    long largest = Long.MAX_VALUE;
    for (Use other : uses) {
      if (!other.guarded() && other.form().coefficients().containsKey(open.get())) {
        if (!onlyOpen(other).equals(open)) {
          return;
        }
        long bound = largest(other, open.get());
        if (bound < 1) {
          throw context.reporter().reject(neverWithin(other, open.get()));
        }
        largest = Math.min(largest, bound);
      }
    }
    if (largest == Long.MAX_VALUE) {
      return;
    }
    sizes.put(open.get(), (int) largest);
    fixedBy.put(open.get(), use);
  }

  private Optional<IndexBinding> onlyOpen(Use use) {
    List<IndexBinding> open = use.form().coefficients().keySet().stream().filter(index -> !sizes.containsKey(index)).toList();
    return open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty();
  }

  /** The largest size of the index with which 0 ≤ c·index + rest < size of the axis for all the others. */
  private long largest(Use use, IndexBinding index) {
    Optional<Extent> extent = extent(use);
    if (extent.isEmpty()) {
      return Long.MAX_VALUE;
    }
    Reach reach = reach(use, index);
    if (reach.least() < 0 || reach.greatest() >= extent.get().size()) {
      return 0;
    }
    long coefficient = use.form().coefficients().get(index);
    long room = coefficient > 0 ? extent.get().size() - 1 - reach.greatest() : reach.least();
    return 1 + room / Math.abs(coefficient);
  }

  /** The positions that an access comes to where one index is 0. */
  private record Reach(long least, long greatest) {
    @Override
    public String toString() {
      return least == greatest ? Long.toString(least) : least + " to " + greatest;
    }
  }

  private Reach reach(Use use, IndexBinding zero) {
    long least = use.form().offset();
    long greatest = use.form().offset();
    for (Map.Entry<IndexBinding, Long> entry : use.form().coefficients().entrySet()) {
      if (!entry.getKey().equals(zero)) {
        long reach = entry.getValue() * (sizes.get(entry.getKey()) - 1);
        least += Math.min(0, reach);
        greatest += Math.max(0, reach);
      }
    }
    return new Reach(least, greatest);
  }

  private Diagnostic neverWithin(Use use, IndexBinding index) {
    Extent extent = extent(use).orElseThrow();
    return Diagnostic.of(Code.INDEX_OUT_OF_BOUNDS, use.span(), use.span().text(), "an axis of size " + extent.size())
        .label("where " + index.name() + " is 0 it is " + reach(use, index) + "; positions are 0 to " + (extent.size() - 1)
            + extent.origin(use.span()));
  }

  /** The axis that a subscript runs over, where its base does not depend on indices in turn. */
  private Optional<Extent> extent(Use use) {
    int axis = use.axis();
    Expression base = use.base();
    while (base instanceof Expression.Index inner && inner.subscripts().stream().allMatch(Expression.At.class::isInstance)) {
      axis += inner.subscripts().size();
      base = inner.base();
    }
    if (IndexUses.mentions(base, use.inForce())) {
      return Optional.empty();
    }
    Expression known = base;
    Value value = bases.get(known);
    if (value == null) {
      value = context.expressions().value(known);
      bases.put(known, value);
    }
    return value instanceof Quantity quantity && axis < quantity.rank()
        ? Optional.of(quantity.extents().get(axis))
        : Optional.empty();
  }

  /** Whether the tensor has no such axis. */
  private boolean isBeyond(Use use) {
    return bases.get(use.base()) instanceof Quantity quantity && use.axis() >= quantity.rank();
  }

  private Diagnostic unknown(IndexBinding index, List<Use> uses) {
    Diagnostic diagnostic = Diagnostic.of(Code.NO_RANGE, index.span(), index.name());
    Optional<Use> beyond = uses.stream().filter(use -> use.form().alone().equals(Optional.of(index)) && isBeyond(use)).findFirst();
    if (beyond.isPresent()) {
      return Subscripts.tooMany(
          new Operand(beyond.get().base(), (Quantity) bases.get(beyond.get().base())), beyond.get().axis() + 1, beyond.get().span());
    }
    Optional<Use> shared = uses.stream().filter(use -> use.form().coefficients().containsKey(index)).findFirst();
    return shared
        .map(use -> diagnostic.label(use.span(), use.form().coefficients().size() > 1 ? "shared with another open index" : "used here"))
        .orElse(diagnostic)
        .help("give it a bound: `" + index.name() + " < " + shared.flatMap(this::extent).map(Extent::text).orElse("3") + "`");
  }
}

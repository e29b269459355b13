package dev.nnd.compiler.cli;

import dev.nnd.compiler.cli.data.DataReader;
import dev.nnd.runtime.DataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds the parts of a training's data: files of their own, or fractions of all data that are split off at random from
 * the seed. Both fractions are of the whole, so the part for validation is taken of what the test has left.
 */
record Splitting(DataReader reader, Optional<String> valid, Optional<String> test, long seed) {
  Parts read(String data) throws IOException {
    OptionalDouble validFraction = fraction("--valid", valid);
    OptionalDouble testFraction = fraction("--test", test);
    double held = validFraction.orElse(0) + testFraction.orElse(0);
    if (held >= 1) {
      throw new UsageException("--valid and --test leave nothing to train on");
    }
    DataSet train = reader.read(data);
    Optional<DataSet> validData = file(data, valid, validFraction);
    Optional<DataSet> testData = file(data, test, testFraction);
    if (testFraction.isPresent()) {
      DataSet.Split split = split(train, testFraction.getAsDouble());
      testData = Optional.of(split.held());
      train = split.train();
    }
    if (validFraction.isPresent()) {
      DataSet.Split split = split(train, validFraction.getAsDouble() / (1 - testFraction.orElse(0)));
      validData = Optional.of(split.held());
      train = split.train();
    }
    return new Parts(train, validData, testData);
  }

  private Optional<DataSet> file(String data, Optional<String> option, OptionalDouble fraction) throws IOException {
    return option.isPresent() && fraction.isEmpty()
        ? Optional.of(reader.after(data).read(option.get()))
        : Optional.empty();
  }

  private DataSet.Split split(DataSet data, double fraction) {
    try {
      return data.split(fraction, seed, reader.signature());
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage());
    }
  }

  private static OptionalDouble fraction(String name, Optional<String> option) {
    if (option.isEmpty() || Files.exists(Path.of(option.get()))) {
      return OptionalDouble.empty();
    }
    try {
      double fraction = Double.parseDouble(option.get());
      if (!(fraction > 0 && fraction < 1)) {
        throw new UsageException(name + " " + option.get() + ": a fraction lies between 0 and 1");
      }
      return OptionalDouble.of(fraction);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}

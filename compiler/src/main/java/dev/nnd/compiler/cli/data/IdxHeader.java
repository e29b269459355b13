package dev.nnd.compiler.cli.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an IDX file begins with, as the MNIST database describes it: two zero bytes, the type, the number of dimensions,
 * and the dimensions, all big-endian.
 *
 * @param sizes of the dimensions; the first counts the examples
 */
record IdxHeader(Type type, List<Integer> sizes) {
  private static final int MAX_DIMENSIONS = 8;

  IdxHeader {
    sizes = List.copyOf(sizes);
  }

  /** How a number is stored. */
  enum Type {
    UNSIGNED_BYTE(0x08) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readUnsignedByte();
      }
    },
    SIGNED_BYTE(0x09) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readByte();
      }
    },
    SHORT(0x0B) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readShort();
      }
    },
    INT(0x0C) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readInt();
      }
    },
    FLOAT(0x0D) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readFloat();
      }
    },
    DOUBLE(0x0E) {
      @Override
      double read(DataInputStream in) throws IOException {
        return in.readDouble();
      }
    };

    private final int code;

    Type(int code) {
      this.code = code;
    }

    abstract double read(DataInputStream in) throws IOException;

    private static Optional<Type> of(int code) {
      return List.of(values()).stream().filter(type -> type.code == code).findFirst();
    }
  }

  /** Whether these first four bytes could begin an IDX file. No text begins with them. */
  static boolean isMagic(byte[] start) {
    return start.length == Integer.BYTES && start[0] == 0 && start[1] == 0;
  }

  /** The header; nothing where the bytes are none. */
  static Optional<IdxHeader> read(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    if (!isMagic(magic) || Type.of(magic[2]).isEmpty() || magic[3] < 1 || magic[3] > MAX_DIMENSIONS) {
      return Optional.empty();
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < magic[3]; i++) {
      int size = in.readInt();
      if (size < 0) {
        throw new EOFException();
      }
      sizes.add(size);
    }
    return Optional.of(new IdxHeader(Type.of(magic[2]).orElseThrow(), sizes));
  }

  int examples() {
    return sizes.get(0);
  }

  /** Numbers an example. */
  long components() {
    return sizes.stream().skip(1).mapToLong(Integer::longValue).reduce(1, IdxHeader::saturatedProduct);
  }

  private static long saturatedProduct(long a, long b) {
    return a > Integer.MAX_VALUE ? a : a * b;
  }
}

package dev.nnd.compiler.cli.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The types of numbers in a safetensors file whose values can be read; the format has others, of eight bits and less. */
enum ElementType {
  F64(Double.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getDouble();
    }
  },
  F32(Float.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
  F16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return half(bytes.getShort());
    }
  },
  /** The upper half of an F32. */
  BF16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
    }
  },
  I64(Long.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getLong();
    }
  },
  I32(Integer.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  I16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.getShort();
    }
  },
  I8(Byte.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get();
    }
  },
  U64(Long.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      long bits = bytes.getLong();
      return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }
  },
  U32(Integer.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return Integer.toUnsignedLong(bytes.getInt());
    }
  },
  U16(Short.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return Short.toUnsignedInt(bytes.getShort());
    }
  },
  U8(Byte.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return Byte.toUnsignedInt(bytes.get());
    }
  },
  BOOL(Byte.BYTES) {
    @Override
    double next(ByteBuffer bytes) {
      return bytes.get() == 0 ? 0 : 1;
    }
  };

  private static final int FRACTION_BITS = 10;
  private static final int FRACTION = (1 << FRACTION_BITS) - 1;
  private static final int EXPONENT = 0x1F;
  private static final int BIAS = 15;

  private final int size;

  ElementType(int size) {
    this.size = size;
  }

  /** The type of this name, if its values can be read. */
  static Optional<ElementType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** Bytes of an element. */
  int size() {
    return size;
  }

  /** The next element of little-endian bytes. */
  abstract double next(ByteBuffer bytes);

  private static double half(short bits) {
    int exponent = bits >> FRACTION_BITS & EXPONENT;
    int fraction = bits & FRACTION;
    double magnitude = exponent == EXPONENT ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
        : exponent == 0 ? Math.scalb((double) fraction, 1 - BIAS - FRACTION_BITS)
        : Math.scalb((double) (fraction | FRACTION + 1), exponent - BIAS - FRACTION_BITS);
    return bits < 0 ? -magnitude : magnitude;
  }
}

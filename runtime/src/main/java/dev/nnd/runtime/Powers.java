package dev.nnd.runtime;

/** Whole powers by repeated squaring; unlike {@link StrictMath#pow} it never allocates. */
final class Powers {
    private Powers() {
    }

    static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}

package dev.nnd.runtime;

/**
 * erf and erfc: below 1, {@code erf x = x + x P(x²)}; from 1 on, {@code erfc x = e^(-x²) (1 + G(t)) / (1 + 2x)} with
 * {@code t = (x - 4) / (x + 4)}, after Shepherd and Laframboise, "Chebyshev approximation of (1 + 2x) exp(x²) erfc x", 1981. P and G are
 * Chebyshev interpolants; the errors of x² and of the quotient are carried along.
 */
final class ErrorFunction {
    private static final double SMALL = 1;
    private static final double CENTRE = 4;
    /** Beyond it erfc rounds to 0. */
    private static final double VANISHED = 28;

    private ErrorFunction() {
    }

    static double erf(double x) {
        double a = Math.abs(x);
        double near = Math.fma(x, p(x * x), x);
        return a < SMALL ? (x == 0 ? x : near) : Math.copySign(1 - tail(a), x);
    }

    static double erfc(double x) {
        double a = Math.abs(x);
        double tail = tail(a);
        double near = Math.fma(-x, p(x * x), 1 - x);
        return a < SMALL ? near : x < 0 ? 2 - tail : tail;
    }

    /** erfc from 1 on. */
    private static double tail(double x) {
        double a = Math.min(x, VANISHED);
        double g = g((a - CENTRE) / (a + CENTRE));
        double numerator = 1 + g;
        double lost = 1 - numerator + g;
        double denominator = 1 + 2 * a;
        double shortfall = 2 * a - (denominator - 1);
        double quotient = numerator / denominator;
        double rest = (Math.fma(-quotient, denominator, numerator) + lost - quotient * shortfall) / denominator;
        double square = a * a;
        double e = Exponential.exp(-square, -Math.fma(a, a, -square));
        return Math.fma(e, quotient, e * rest);
    }

    private static double p(double u) {
        double p = 0x1.05ffd737fb32ep-34;
        p = Math.fma(p, u, -0x1.389d4f2641625p-30);
        p = Math.fma(p, u, 0x1.f7b4bf3b13964p-27);
        p = Math.fma(p, u, -0x1.5f1ecb6f0764cp-23);
        p = Math.fma(p, u, 0x1.b9df224ca4b97p-20);
        p = Math.fma(p, u, -0x1.f4d1e3183f7aep-17);
        p = Math.fma(p, u, 0x1.f9a321d5b8e1ep-14);
        p = Math.fma(p, u, -0x1.c02db3dac435fp-11);
        p = Math.fma(p, u, 0x1.565bcd0dbaa38p-8);
        p = Math.fma(p, u, -0x1.b82ce31284e00p-6);
        p = Math.fma(p, u, 0x1.ce2f21a042b30p-4);
        p = Math.fma(p, u, -0x1.812746b0379e6p-2);
        return Math.fma(p, u, 0x1.06eba8214db69p-3);
    }

    private static double g(double t) {
        double g = -0x1.c71b75ba9c927p-26;
        g = Math.fma(g, t, 0x1.81c38332b2349p-24);
        g = Math.fma(g, t, 0x1.92d09bcabf232p-24);
        g = Math.fma(g, t, -0x1.b4984a799e476p-21);
        g = Math.fma(g, t, 0x1.2a7557eea4534p-22);
        g = Math.fma(g, t, 0x1.7eeeb02e7956ep-18);
        g = Math.fma(g, t, -0x1.784f9ade401dbp-17);
        g = Math.fma(g, t, -0x1.9958080c67e96p-16);
        g = Math.fma(g, t, 0x1.3bdf5ee9af85fp-13);
        g = Math.fma(g, t, -0x1.a1df1a3e1273dp-13);
        g = Math.fma(g, t, -0x1.8d4a90ee647f8p-11);
        g = Math.fma(g, t, 0x1.49c672699752ap-8);
        g = Math.fma(g, t, -0x1.0962388c21a9fp-6);
        g = Math.fma(g, t, 0x1.3079edf6ee470p-5);
        g = Math.fma(g, t, -0x1.0fb06dfe2fa6bp-4);
        g = Math.fma(g, t, 0x1.7fee004e0f589p-4);
        g = Math.fma(g, t, -0x1.9ddb23c3e9cbbp-4);
        g = Math.fma(g, t, 0x1.16ecefcfa54b6p-4);
        g = Math.fma(g, t, 0x1.f7f5df66fd8d0p-7);
        g = Math.fma(g, t, -0x1.1df1ad154a28fp-3);
        return Math.fma(g, t, 0x1.dd2c8b74febf6p-3);
    }
}

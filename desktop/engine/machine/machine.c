/* Runs a program of array instructions through all months, a block of members at a time, and
 * reads percentiles off what came of it. It knows no model: bytecode.py says what a program is.
 *
 * This file includes itself once for each kind of number, and then once for each kind of processor.
 * In double precision no product is fused with a sum, so that every build gives the same bits; in
 * single precision, for the picture that moves, exp and ln may be. */

#ifndef BITS /* ------------------------------------------------------- once */

#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

struct run {
    /* (instructions, 6): operation, target, operands; in odd months the two rows that each state
     * has have changed places. */
    const uint32_t *even, *odd;
    const int32_t *starts; /* (states,): the row of `constant` that each state starts from */
    const void *constant;  /* (constants, pitch) */
    const void *const *driver; /* (drivers,): the first month's row of each, null if none is read */
    const int64_t *apart;  /* (drivers,): how many values its next month's row is further on */
    const int32_t *single; /* (drivers,): whether its values are of single precision */
    const void *number;    /* (numbers,) */
    const void *path;      /* (months, paths) */
    void *result;          /* (months, drawn, pitch) */
    const int32_t *place;  /* (results,): the row a result is written to, below 0 none */
    const void *scale;     /* (results,): what a result is multiplied by */
    const int32_t *lines;  /* (results,): 0 as it is, 1 the mean of twelve months */
    const void *before;    /* (results, 12): months up to the first, the last in its place; NaN if
                              unknown: then all stand where the first one does */
    int32_t months, pitch;
    /* Rows that instructions name, in this order; `pitch` members to a row of the last three. */
    int32_t states, work, constants, drivers, results;
    int32_t drawn;          /* Results that are written. */
    int32_t numbers, paths; /* Scalars that instructions name: first numbers, then the month's. */
};

/* Operations in the order of bytecode.py's OPERATIONS: the letter of each operand, `v` a row, `s` a
 * scalar, what comes of x, y, z and w, and the function that is taken of it, if any. */
#define OPERATIONS(X) \
    X(fill, s,,,, x,) X(copy, v,,,, x,) X(sqrt, v,,,, NAME(root)(x),) \
    X(abs, v,,,, (V)((I)x & ~(I)NAME(splat)((REAL)-0.0)),) \
    X(exp, v,,,, x, exponential) X(ln, v,,,, x, logarithm) \
    X(add, v,v,,, x + y,) X(add, v,s,,, x + y,) \
    X(subtract, v,v,,, x - y,) X(subtract, v,s,,, x - y,) X(subtract, s,v,,, x - y,) \
    X(multiply, v,v,,, x * y,) X(multiply, v,s,,, x * y,) \
    X(divide, v,v,,, x / y,) X(divide, v,s,,, x / y,) X(divide, s,v,,, x / y,) \
    X(min, v,v,,, NAME(least)(x, y),) X(min, v,s,,, NAME(least)(x, y),) \
    X(max, v,v,,, NAME(greatest)(x, y),) X(max, v,s,,, NAME(greatest)(x, y),) \
    X(less, v,v,,, TRUTH(x < y),) X(less, v,s,,, TRUTH(x < y),) X(less, s,v,,, TRUTH(x < y),) \
    X(less_equal, v,v,,, TRUTH(x <= y),) X(less_equal, v,s,,, TRUTH(x <= y),) \
    X(less_equal, s,v,,, TRUTH(x <= y),) \
    X(equal, v,v,,, TRUTH(x == y),) X(equal, v,s,,, TRUTH(x == y),) \
    X(not_equal, v,v,,, TRUTH(x != y),) X(not_equal, v,s,,, TRUTH(x != y),) \
    X(weigh, v,v,,, NAME(weighed)(x, y),) X(weigh, v,s,,, NAME(weighed)(x, y),) \
    X(clip, v,s,s,, NAME(cut)(x, y, z),) X(if, v,v,v,, SELECT(x != (REAL)0, y, z),) \
    X(relax, v,v,v,, x + (y - x) * z,) X(relax, v,s,v,, x + (y - x) * z,) \
    X(relax, v,v,v,v, x + (y - x) * SELECT(y - x > (REAL)0, z, w),) \
    X(relax, v,s,v,v, x + (y - x) * SELECT(y - x > (REAL)0, z, w),) \
    PAIRS(X, multiply, v,v, (x * y)) PAIRS(X, multiply, v,s, (x * y)) \
    PAIRS(X, add, v,v, (x + y)) PAIRS(X, add, v,s, (x + y)) \
    PAIRS(X, subtract, v,v, (x - y)) PAIRS(X, subtract, s,v, (x - y)) \
    PAIRS(X, weigh, v,v, NAME(weighed)(x, y))
/* Two operations in one: the outcome of the first stays in a register. */
#define PAIRS(X, first, p, q, one) \
    X(first##_add, p,q,v,, one + z,) X(first##_add, p,q,s,, one + z,) \
    X(first##_multiply, p,q,v,, one * z,) X(first##_multiply, p,q,s,, one * z,) \
    X(first##_subtract, p,q,v,, one - z,) \
    X(first##_from, p,q,v,, z - one,) X(first##_from, p,q,s,, z - one,) \
    X(first##_clip, p,q,s,s, NAME(cut)(one, z, w),) X(first##_ln, p,q,,, one, logarithm) \
    X(first##_exp, p,q,,, one, exponential) \
    X(first##_relax, p,q,v,v, z + (one - z) * w,)

/* Members that go through all months together: their rows stay in the cache, and the last block
 * keeps one of two threads waiting for no more than a sixteenth of a thousand members. */
#ifndef BLOCK
#define BLOCK FOR(64, 128)
#endif
#define BINS 256

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(name) JOIN(JOIN(name, BITS), BUILD)
/* The processor's own function for this kind of number. */
#define PACKED(name) JOIN(INTRINSIC(name), JOIN(PACKED_, BITS))
#define PACKED_64 _pd
#define PACKED_32 _ps
#define V NAME(vector)
#define I NAME(mask)
#define U NAME(bits)
#define REAL JOIN(real, BITS)
#define WHOLE JOIN(JOIN(int, BITS), _t)
#define UNSIGNED JOIN(JOIN(uint, BITS), _t)
#define LANES ((int32_t)(WIDTH / sizeof(REAL)))
#define VECTOR(bytes) __attribute__((vector_size(bytes), aligned(bytes / LANES), may_alias))
#define INLINE static inline __attribute__((always_inline)) TARGET
#define SELECT(mask, a, b) ((V)(((I)(a) & (mask)) | ((I)(b) & ~(mask))))
#define TRUTH(mask) ((V)((mask) & (I)NAME(splat)((REAL)1)))

typedef double real64;
typedef float real32;

#define FOR(many, few) (BITS == 64 ? (many) : (few))
#define MANTISSA FOR(52, 23)
#define BIAS FOR(1023, 127)
#define ROOT_HALF 0x3fe6a09e667f3bcd
#define MAGIC ((REAL)FOR(6755399441055744.0, 12582912.0)) /* 1.5 × 2⁵²: adding it rounds to a whole number */
#define LN2_HIGH ((REAL)FOR(6.93147180369123816490e-01, 0.693359375f))
#define LN2_LOW ((REAL)FOR(1.90821492927058770002e-10, -2.12194440e-4f))

#define BITS 64
#include "machine.c"
#undef BITS
#define BITS 32
#include "machine.c"
#undef BITS

#define X(name, p, q, r, s, value, function) #name "_" #p #q #r #s,
/* Return the name of an operation, null after the last. */
const char *machine_operation(int32_t operation) {
    static const char *const names[] = {OPERATIONS(X) 0};
#undef X
    return names[operation];
}

#ifndef SOURCE
#define SOURCE "unknown"
#endif
/* Return the SHA-256 of the file that this library was made of, which its makefile says. */
const char *machine_source(void) { return SOURCE; }

/* Return the size of `struct run`, by which a library of another version is known. */
int32_t machine_run_size(void) { return sizeof(struct run); }

/* Return how many members go through all months together, in numbers of so many bits. */
int32_t machine_block(int32_t bits) {
#define BITS bits
    return BLOCK;
#undef BITS
}

/* Return the best build for this processor: 0 plain, 1 AVX2, 2 AVX-512. */
int32_t machine_best(void) {
#ifdef __x86_64__
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        return 2;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return 1;
#endif
    return 0;
}

#elif !defined WIDTH /* ------------------------------------------------------- for one kind of number */

#ifdef __x86_64__
#define BUILD _avx512
#define WIDTH 64
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,prefer-vector-width=512")))
#define INTRINSIC(name) JOIN(_mm512_, name)
#include "machine.c"
#define BUILD _avx2
#define WIDTH 32
#define TARGET __attribute__((target("avx2,fma")))
#define INTRINSIC(name) JOIN(_mm256_, name)
#include "machine.c"
#define INTRINSIC(name) JOIN(_mm_, name)
#endif
#define BUILD _plain
#define WIDTH 16
#define TARGET
#include "machine.c"

#else /* ------------------------------------------------------- for one kind of processor, too */

typedef REAL V VECTOR(WIDTH);
typedef WHOLE I VECTOR(WIDTH);
typedef UNSIGNED U VECTOR(WIDTH);
/* As many whole numbers, of the kind that every processor makes of values by itself. */
typedef int32_t NAME(wholes) __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
/* As many values as a vector has, of single precision. */
typedef real32 NAME(single) __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

INLINE V NAME(splat)(REAL x) { return x - (V){}; }

/* The product joins the sum unrounded in single precision, where the processor can. */
INLINE V NAME(fma)(V a, V b, V c) {
#if WIDTH > 16 && BITS == 32
    return INTRINSIC(fmadd_ps)(a, b, c);
#else
    return a * b + c;
#endif
}

INLINE V NAME(root)(V x) {
#ifdef INTRINSIC
    return PACKED(sqrt)(x);
#else
    for (int32_t i = 0; i < LANES; i++) x[i] = FOR(__builtin_sqrt(x[i]), __builtin_sqrtf((float)x[i]));
    return x;
#endif
}

/* NaN if either is. */
INLINE V NAME(least)(V a, V b) { return SELECT((a < b) | (a != a), a, b); }
INLINE V NAME(greatest)(V a, V b) { return SELECT((a > b) | (a != a), a, b); }

/* The second where either is NaN. */
INLINE V NAME(lower)(V a, V b) {
#ifdef INTRINSIC
    return PACKED(min)(a, b);
#else
    return SELECT(a < b, a, b);
#endif
}
INLINE V NAME(higher)(V a, V b) {
#ifdef INTRINSIC
    return PACKED(max)(a, b);
#else
    return SELECT(a > b, a, b);
#endif
}

INLINE V NAME(cut)(V x, V low, V high) { return NAME(lower)(high, NAME(higher)(low, x)); }

/* An exponent times a logarithm, of which e to the is a power: 1 where the exponent is 0. */
INLINE V NAME(weighed)(V l, V b) { return SELECT(b == (REAL)0, (V){}, b * l); }

/* exp and ln take two vectors, a step of one and then the same of the other: a step waits for the
 * one before, and the processor does not look far enough ahead to fill its time from elsewhere. */
#define BOTH(step) { enum { k }; step; } { enum { k = 1 }; step; }
/* A step of Horner's scheme in p. */
#define TERM(x, c) BOTH(p[k] = NAME(fma)(p[k], x[k], NAME(splat)((REAL)(c))))
/* Two terms of a polynomial, neither waiting for another. */
#define PAIR(x, c, d) ((x)[k] * (REAL)(d) + (REAL)(c))

/* e to the x: 0 where it would be too small, infinite where too great. x = n ln 2 + r, and a
 * polynomial. */
INLINE void NAME(exponential)(V x[2]) {
    V n[2], r[2], z[2], p[2];
    BOTH(x[k] = NAME(cut)(x[k], NAME(splat)((REAL)FOR(-708.5, -87.5)), NAME(splat)((REAL)FOR(710, 89))))
    BOTH(n[k] = NAME(fma)(x[k], NAME(splat)((REAL)1.4426950408889634), NAME(splat)(MAGIC)))
    /* Half of 2ⁿ: 2 to the 1024 is no number, but e to the 709.7 is. */
    I half[2];
    BOTH(half[k] = ((I)n[k] - (I)NAME(splat)(MAGIC) + (BIAS - 1)) << MANTISSA)
    BOTH(n[k] = n[k] - MAGIC)
    BOTH(r[k] = NAME(fma)(n[k], NAME(splat)(-LN2_HIGH), x[k]))
    BOTH(r[k] = NAME(fma)(n[k], NAME(splat)(-LN2_LOW), r[k]))
    BOTH(z[k] = r[k] * r[k])
#if BITS == 64
    /* By pairs, then pairs of pairs: in Horner's order each step would wait for the one before. */
    V w[2], q[2];
    BOTH(w[k] = z[k] * z[k])
    BOTH(q[k] = PAIR(r, 2.7620138719733994e-07, 2.5100424157005067e-08))
    BOTH(p[k] = PAIR(r, 2.480152119021773e-05, 2.7557268378684192e-06))
    BOTH(q[k] = q[k] * w[k])
    BOTH(p[k] = p[k] * z[k])
    BOTH(p[k] = p[k] + PAIR(r, 0.0013888888917281794, 0.00019841269863105968))
    BOTH(q[k] = (p[k] + q[k]) * w[k])
    BOTH(p[k] = PAIR(r, 0.04166666666662399, 0.008333333333330051) * z[k])
    BOTH(p[k] = p[k] + PAIR(r, 0.5, 0.16666666666666669))
    BOTH(p[k] = (p[k] + q[k]) * z[k] + r[k])
#else
    BOTH(p[k] = NAME(splat)((REAL)0.0013926213141530752))
    TERM(r, 0.008363203145563602) TERM(r, 0.041666556149721146) TERM(r, 0.16666576266288757) TERM(r, 0.5)
    BOTH(p[k] = NAME(fma)(p[k], z[k], r[k]))
#endif
    BOTH(p[k] = (p[k] + (REAL)1) * (V)half[k])
    BOTH(x[k] = p[k] + p[k])
}

/* The natural logarithm: −∞ of 0 and of what is too small to be normal, NaN below. */
INLINE void NAME(logarithm)(V x[2]) {
    V e[2], f[2], found[2], p[2];
#if BITS == 64
    /* x = 2ᵏ (1 + f), and a series in (f / (2 + f))², as in FreeBSD's e_log.c. */
    V s[2], z[2], w[2], v[2], half[2];
    U bits[2];
    BOTH(bits[k] = (U)x[k] - ROOT_HALF)
    BOTH(f[k] = (V)((bits[k] & (((UNSIGNED)1 << MANTISSA) - 1)) + ROOT_HALF) - (REAL)1)
    BOTH(s[k] = f[k] / (f[k] + (REAL)2))
    BOTH(bits[k] = (bits[k] + ((UNSIGNED)BIAS << MANTISSA)) >> MANTISSA)
    BOTH(e[k] = (V)(bits[k] + (U)NAME(splat)(MAGIC)) - (MAGIC + (REAL)BIAS))
    BOTH(half[k] = f[k] * f[k] * (REAL)0.5)
    BOTH(z[k] = s[k] * s[k])
    BOTH(w[k] = z[k] * z[k])
    BOTH(v[k] = w[k] * w[k])
    BOTH(p[k] = PAIR(w, 1.818357216161805012e-01, 1.479819860511658591e-01) * v[k])
    BOTH(p[k] = p[k] + PAIR(w, 6.666666666666735130e-01, 2.857142874366239149e-01))
    BOTH(v[k] = v[k] * (REAL)1.531383769920937332e-01)
    BOTH(v[k] = v[k] + PAIR(w, 3.999999999940941908e-01, 2.222219843214978396e-01))
    BOTH(p[k] = p[k] + v[k] * z[k])
    BOTH(p[k] = s[k] * (half[k] + p[k] * z[k]))
    BOTH(p[k] = NAME(fma)(e[k], NAME(splat)(LN2_LOW), p[k]))
    BOTH(p[k] = f[k] - (half[k] - p[k]))
    BOTH(found[k] = NAME(fma)(e[k], NAME(splat)(LN2_HIGH), p[k]))
#else
    /* x = 2ᵏ (1 + f) with f from −1/4 to 1/2: f and f² times a polynomial. */
#if WIDTH == 64
    BOTH(f[k] = _mm512_getmant_ps(x[k], _MM_MANT_NORM_p75_1p5, _MM_MANT_SIGN_nan))
    BOTH(e[k] = _mm512_getexp_ps(x[k]) + TRUTH(f[k] < (REAL)1))
#else
    I whole[2];
    BOTH(whole[k] = ((I)x[k] - 0x3f400000) >> MANTISSA)
    BOTH(f[k] = (V)((I)x[k] - (I)((U)whole[k] << MANTISSA)))
    BOTH(e[k] = __builtin_convertvector(whole[k], V))
#endif
    BOTH(f[k] = f[k] - (REAL)1)
    BOTH(p[k] = NAME(splat)((REAL)0.05748722702264786))
    TERM(f, -0.12257104367017746) TERM(f, 0.14905118942260742) TERM(f, -0.1677355170249939)
    TERM(f, 0.19981007277965546) TERM(f, -0.24996545910835266) TERM(f, 0.33333492279052734)
    TERM(f, -0.5000001192092896)
    BOTH(p[k] = NAME(fma)(f[k] * f[k], p[k], f[k]))
    BOTH(found[k] = NAME(fma)(e[k], NAME(splat)((REAL)0.6931471805599453), p[k]))
#endif
#if WIDTH == 64 && BITS == 32
    BOTH(x[k] = found[k])
#else
    BOTH(p[k] = SELECT(x[k] >= (REAL)0, NAME(splat)((REAL)-__builtin_inf()),
                       NAME(splat)((REAL)__builtin_nan(""))))
    BOTH(p[k] = SELECT(x[k] >= (REAL)FOR(2.2250738585072014e-308, 1.17549435e-38f), found[k], p[k]))
    BOTH(x[k] = SELECT(x[k] == (REAL)__builtin_inf(), x[k], p[k]))
#endif
}

/* Each instruction is a function that ends by calling the next one, for the processor guesses well
 * what follows what; each is there twice, since in a full block no loop is left to guess the end of. */
typedef void NAME(step)(const uint32_t *, REAL *, const REAL *, const void *, int32_t);
#define TAKE_(x, place)
#define READ_(x)
#define TAKE_v(x, place) const V *x##_row = (const V *)(arena + (int64_t)at[place] * BLOCK);
#define READ_v(x) V x = x##_row[i + k];
#define TAKE_s(x, place) V x = NAME(splat)(scalar[at[place]]);
#define READ_s(x)
#define FUNCTION_
#define FUNCTION_exponential NAME(exponential)(made);
#define FUNCTION_logarithm NAME(logarithm)(made);
#define STEP(variant, unrolled, count, name, p, q, r, s, value, function) \
    static TARGET void NAME(variant##name##_##p##q##r##s)( \
        const uint32_t *at, REAL *arena, const REAL *scalar, const void *steps, int32_t vectors) { \
        V *to = (V *)(arena + (int64_t)at[1] * BLOCK); \
        TAKE_##p(x, 2) TAKE_##q(y, 3) TAKE_##r(z, 4) TAKE_##s(w, 5) \
        _Pragma(unrolled) for (int32_t i = 0; i < count; i += 2) { \
            V made[2]; \
            BOTH(READ_##p(x) READ_##q(y) READ_##r(z) READ_##s(w) made[k] = value) \
            FUNCTION_##function \
            BOTH(to[i + k] = made[k]) \
        } \
        at += 6; \
        ((NAME(step) *const *)steps)[at[0]](at, arena, scalar, steps, vectors); \
    }
#define UNROLLED_ "GCC unroll 8"
#define UNROLLED_exponential "GCC unroll 2"
#define UNROLLED_logarithm "GCC unroll 2"
#define X(name, p, q, r, s, value, function) \
    STEP(full_, UNROLLED_##function, BLOCK / LANES, name, p, q, r, s, value, function) \
    STEP(part_, "GCC unroll 1", vectors, name, p, q, r, s, value, function)
OPERATIONS(X)
#undef X

static TARGET void NAME(stop)(const uint32_t *at, REAL *arena, const REAL *scalar,
                              const void *steps, int32_t vectors) {
    (void)at, (void)arena, (void)scalar, (void)steps, (void)vectors;
}

#define X(name, p, q, r, s, value, function) NAME(full_##name##_##p##q##r##s),
static NAME(step) *const NAME(full)[] = {OPERATIONS(X) NAME(stop)};
#undef X
#define X(name, p, q, r, s, value, function) NAME(part_##name##_##p##q##r##s),
static NAME(step) *const NAME(part)[] = {OPERATIONS(X) NAME(stop)};
#undef X

/* Take one more month's value into a line, a twelfth of it; return the sum of the last twelve. The
 * ring holds the last value, two sums of two and eight of four: no running total, so nothing
 * drifts. */
INLINE V NAME(twelve)(V *ring, int32_t month, V value) {
    enum { STRIDE = BLOCK / LANES };
    V *two = ring + STRIDE * (1 + (month & 1)), *four = ring + STRIDE * 3;
    V pair = *ring + value, quad = *two + pair;
    V sum = (four[STRIDE * (month & 7)] + four[STRIDE * ((month + 4) & 7)]) + quad;
    *ring = value;
    *two = pair;
    four[STRIDE * (month & 7)] = quad;
    return sum;
}

/* Write the lines of a month; return whether any is not finite. */
static TARGET int32_t NAME(draw)(const struct run *run, int32_t month, int32_t vectors,
                                 const V *result, V *rings, REAL *to) {
    V odd = {};
    for (int32_t r = 0; r < run->results; r++, result += BLOCK / LANES) {
        if (run->place[r] < 0) continue;
        int mean = run->lines[r];
        REAL scale = ((const REAL *)run->scale)[r] / (REAL)(mean ? 12 : 1);
        const REAL *before = (const REAL *)run->before + 12 * r;
        int known = before[11] == before[11];
        V *line = (V *)(to + run->place[r] * (int64_t)run->pitch);
        for (int32_t i = 0; i < vectors; i++) {
            V x = result[i] * scale;
            if (mean && month == 0) {
                if (known) x = NAME(splat)(before[11]);
                for (int32_t back = 0; back < 11; back++)
                    NAME(twelve)(rings + i, back + 5, known ? NAME(splat)(before[back]) : x);
            }
            line[i] = mean ? NAME(twelve)(rings + i, month + 16, x) : x;
            odd += line[i] * (REAL)0;
        }
        if (mean) rings += 11 * BLOCK / LANES;
    }
    for (int32_t i = 0; i < LANES; i++)
        if (odd[i] != 0) return 1;
    return 0;
}

/* Copy as many vectors of each of some rows, which stand `apart`, into rows of a block. */
INLINE void NAME(copy)(int32_t rows, REAL *to, const REAL *from, int64_t apart, int32_t vectors) {
    for (int32_t r = 0; r < rows; r++, to += BLOCK, from += apart)
        for (int32_t i = 0; i < vectors; i++) ((V *)to)[i] = ((const V *)from)[i];
}

/* Fill as many vectors of a block's row with values of single precision. */
INLINE void NAME(widen)(REAL *to, const real32 *from, int32_t vectors) {
    for (int32_t i = 0; i < vectors; i++)
        ((V *)to)[i] = __builtin_convertvector(((const NAME(single) *)from)[i], V);
}

/* Run one block of members after another. `next`, 0 at first, is the first member of the next:
 * threads that share it share the work. The last one begins so early that it is full: it gives some
 * members the bits they have. Each has room of its own: (2 × states + work + constants +
 * drivers + results) rows of a block, 11 more for each line of twelve months, then the scalars.
 * Return whether any result is not finite. */
TARGET int32_t NAME(run)(const struct run *run, int32_t *next, REAL *arena) {
    int64_t pitch = run->pitch;
    int32_t offending = 0;
    REAL *constant = arena + (int64_t)(2 * run->states + run->work) * BLOCK;
    REAL *driver = constant + (int64_t)run->constants * BLOCK;
    REAL *result = driver + (int64_t)run->drivers * BLOCK;
    REAL *rings = result + (int64_t)run->results * BLOCK, *scalar = rings;
    for (int32_t r = 0; r < run->results; r++) scalar += run->lines[r] * 11 * BLOCK;
    memcpy(scalar, run->number, run->numbers * sizeof(REAL));
    for (int32_t member;
         (member = __atomic_fetch_add(next, BLOCK, __ATOMIC_RELAXED)) < run->pitch;) {
        int32_t width = run->pitch < BLOCK ? run->pitch : BLOCK;
        if (member > run->pitch - width) member = run->pitch - width;
        int32_t vectors = (width + LANES - 1) / LANES;
        NAME(step) *const *steps = vectors == BLOCK / LANES ? NAME(full) : NAME(part);
        NAME(copy)(run->constants, constant, (const REAL *)run->constant + member, pitch, vectors);
        for (int32_t s = 0; s < run->states; s++)
            NAME(copy)(1, arena + (int64_t)s * BLOCK, constant + (int64_t)run->starts[s] * BLOCK, 0,
                       vectors);
        for (int32_t month = 0; month < run->months; month++) {
            REAL *made = (REAL *)run->result + month * (int64_t)run->drawn * pitch;
            const uint32_t *code = month % 2 ? run->odd : run->even;
            for (int32_t d = 0; d < run->drivers; d++) {
                if (!run->driver[d]) continue;
                int64_t size = run->single[d] ? sizeof(real32) : sizeof(REAL);
                const char *fed =
                    (const char *)run->driver[d] + (month * run->apart[d] + member) * size;
                REAL *row = driver + (int64_t)d * BLOCK;
                if (run->single[d])
                    NAME(widen)(row, (const real32 *)fed, vectors);
                else
                    NAME(copy)(1, row, (const REAL *)fed, 0, vectors);
                /* The next month's: nothing else reads them ahead. */
                for (int64_t byte = 0; byte < vectors * LANES * size; byte += 64)
                    __builtin_prefetch(fed + run->apart[d] * size + byte, 0, 2);
            }
            memcpy(scalar + run->numbers, (const REAL *)run->path + month * (int64_t)run->paths,
                   run->paths * sizeof(REAL));
            steps[code[0]](code, arena, scalar, steps, vectors);
            offending |= NAME(draw)(run, month, vectors, (const V *)result, (V *)rings, made + member);
        }
    }
    return offending;
}

/* ------------------------------------------------------------------------- percentiles */

/* Put the value of rank `rank` in its place, no greater one before it (Hoare's selection). */
static TARGET REAL NAME(ranked)(REAL *values, int32_t count, int32_t rank) {
    for (int32_t low = 0, high = count - 1; low < high;) {
        REAL pivot = values[(low + high) / 2];
        int32_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (pivot < values[j]) j--;
            if (i > j) break;
            REAL other = values[i];
            values[i++] = values[j];
            values[j--] = other;
        }
        if (j < rank) low = i;
        if (rank < i) high = j;
    }
    return values[rank];
}

#ifdef INTRINSIC
#define MATCHED WIDTH
#else
#define MATCHED 1
#endif
/* Return a bit for each of MATCHED bytes, set where it is this one. */
INLINE uint64_t NAME(matches)(const uint8_t *at, int32_t byte) {
#ifdef INTRINSIC
    __typeof__(INTRINSIC(set1_epi8)(0)) bytes, wanted = INTRINSIC(set1_epi8)((char)byte);
    memcpy(&bytes, at, WIDTH);
#if WIDTH == 64
    return INTRINSIC(cmpeq_epi8_mask)(bytes, wanted);
#else
    return (uint32_t)INTRINSIC(movemask_epi8)(INTRINSIC(cmpeq_epi8)(bytes, wanted));
#endif
#else
    return *at == byte;
#endif
}

/* Bins are found for four vectors at once, of which each 32 bits hold four: return where the value
 * stands whose bin is the byte at some place, and the other way round. */
#define GROUP (4 * LANES)
INLINE int32_t NAME(value_of)(int32_t byte) {
    return byte / GROUP * GROUP + byte % 4 * LANES + byte % GROUP / 4;
}
INLINE int32_t NAME(byte_of)(int32_t value) {
    return value / GROUP * GROUP + value % LANES * 4 + value % GROUP / LANES;
}

/* Gather the values that are in a bin; return how many there are. */
INLINE int32_t NAME(gather)(const REAL *values, const uint8_t *bin, int32_t members, int32_t wanted,
                            REAL *into) {
    int32_t count = 0;
    for (int32_t i = 0; i < members; i += MATCHED)
        for (uint64_t hits = NAME(matches)(bin + i, wanted); hits; hits &= hits - 1)
            into[count++] = values[NAME(value_of)(i + __builtin_ctzll(hits))];
    return count;
}

/* Find the values of rank `rank` and of the next one, if there is any, among so many: of few by
 * counting for each how many are less, which leaves the processor nothing to guess. There is room
 * for a vector after them. */
INLINE void NAME(neighbors)(REAL *values, int32_t count, int32_t rank, REAL *lower, REAL *upper) {
    if (count > 4 * LANES) {
        *upper = *lower = NAME(ranked)(values, count, rank);
        /* Nothing before it is greater: the least of what is left. */
        if (rank + 1 < count) *upper = values[rank + 1];
        for (int32_t k = rank + 1; k < count; k++)
            if (values[k] < *upper) *upper = values[k];
        return;
    }
    V most = NAME(splat)((REAL)-__builtin_inf()), first = most, second = most;
    *(V *)(values + count) = NAME(splat)((REAL)__builtin_nan(""));
    for (int32_t i = 0; i < count; i += LANES) {
        V x = *(const V *)(values + i);
        I less = {}, no_more = {};
        for (int32_t k = 0; k < count; k++) {
            V other = NAME(splat)(values[k]);
            less -= other < x;
            no_more -= other <= x;
        }
        first = SELECT((less <= rank) & (no_more > rank), x, first);
        second = SELECT((less <= rank + 1) & (no_more > rank + 1), x, second);
    }
    *lower = *upper = (REAL)-__builtin_inf();
    for (int32_t i = 0; i < LANES; i++) {
        if (first[i] > *lower) *lower = first[i];
        if (second[i] > *upper) *upper = second[i];
    }
}

/* Write the percentiles of each of `count` rows of `members` values, no fewer than a vector has,
 * which begin at `rows`, into (places, count): the value at place p × (members − 1), straight
 * between neighbors, p from the least of `shares` to the greatest; NaN where any value is not finite.
 * `next`, 0 at first, is the next row: threads that share it share the work. Each has room of its
 * own, for 2 × members + 128 values.
 *
 * Values are counted in bins between the least and the greatest; only the bins in which a wanted
 * rank falls are looked into. What is left of the last vector is what the one before it had. */
TARGET int32_t NAME(percentiles)(const REAL *from, int32_t count, int32_t members,
                                 const int64_t *rows, const double *shares, int32_t places,
                                 REAL *into, int32_t *next, REAL *gathered) {
    uint8_t *bin = (uint8_t *)(gathered + members + LANES);
    int32_t last = members - LANES;
    for (int32_t line; (line = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) < count;) {
        const REAL *values = from + rows[line];
        REAL *out = into + line;
        V low = NAME(splat)(values[0]), high = low, odd = {};
        for (int32_t i = 0; i < members; i += i == last || i + LANES <= last ? LANES : last - i) {
            V x = *(const V *)(values + i);
            low = NAME(lower)(x, low);
            high = NAME(higher)(x, high);
            odd += x * (REAL)0;
        }
        REAL least = low[0], most = high[0], off = 0;
        for (int32_t i = 0; i < LANES; i++) {
            if (low[i] < least) least = low[i];
            if (high[i] > most) most = high[i];
            off += odd[i];
        }
        if (off != 0) {
            for (int32_t p = 0; p < places; p++) out[p * (int64_t)count] = (REAL)__builtin_nan("");
            continue;
        }
        /* All are in one bin where they are alike, or too close or too far apart to be told; in the
         * last bin is none of them. */
        REAL steps = (REAL)254.99 / (most - least);
        if (!(steps > 0 && steps < (REAL)__builtin_inf())) steps = least = 0;
        int32_t whole = members / GROUP * GROUP, all = (members + GROUP - 1) / GROUP * GROUP;
        for (int32_t i = 0; i < whole; i += GROUP) {
            NAME(wholes) four = {};
            _Pragma("GCC unroll 4") for (int32_t k = 0; k < 4; k++) {
                V place = (*(const V *)(values + i + k * LANES) - least) * steps;
                four |= __builtin_convertvector(place, NAME(wholes)) << 8 * k;
            }
            *(NAME(wholes) *)(bin + i) = four;
        }
        memset(bin + whole, BINS - 1, GROUP + WIDTH);
        for (int32_t i = whole; i < members; i++)
            bin[NAME(byte_of)(i)] = (uint8_t)(int32_t)((values[i] - least) * steps);
        /* In four tables: neighbors are often in one bin, and would wait for each other. */
        int32_t counts[4][BINS] = {}, start[BINS], sum = 0;
        for (int32_t i = 0; i < all; i += 4)
            _Pragma("GCC unroll 4") for (int32_t t = 0; t < 4; t++) counts[t][bin[i + t]]++;
        for (int32_t b = 0; b < BINS; b++)
            counts[0][b] += counts[1][b] + counts[2][b] + counts[3][b];
        for (int32_t b = 0; b < BINS; b++) {
            start[b] = sum;
            sum += counts[0][b];
        }
        for (int32_t p = 0, b = 0, held = -1, size = 0; p < places; p++) {
            double place = shares[p] * (members - 1);
            int32_t below = (int32_t)place, above = below + 1 < members ? below + 1 : below;
            while (start[b + 1] <= below) b++;
            REAL lower, upper, least_next;
            if (b != held) size = NAME(gather)(values, bin, all, held = b, gathered);
            NAME(neighbors)(gathered, size, below - start[b], &lower, &upper);
            if (above - start[b] == size) {
                while (start[held + 1] <= above) held++;
                size = NAME(gather)(values, bin, all, held, gathered);
                NAME(neighbors)(gathered, size, 0, &upper, &least_next);
            }
            out[p * (int64_t)count] = lower + (upper - lower) * (REAL)(place - below);
        }
    }
    return 0;
}

#undef BUILD
#undef WIDTH
#undef TARGET
#undef INTRINSIC
#undef MATCHED
#endif

/* Runs a program of array instructions through all months, a block of members at a time, and
 * reads percentiles off what came of it. It knows no model: bytecode.py says what a program is.
 *
 * This file includes itself once for each kind of number and of processor, and chooses among them
 * when it is called. In double precision no product is fused with a sum, so that every build gives
 * the same bits; in single precision, for the picture that moves, exp and ln may be. */

#ifndef REAL

#include <stdint.h>
#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

struct run {
    /* (instructions, 6): operation, target, operands; in odd months the two rows that each state
     * has have changed places. */
    const uint32_t *even, *odd;
    int32_t months, pitch;
    /* Rows that instructions name, in this order; `pitch` members to a row of the last three. */
    int32_t states, work, constants, drivers, results;
    int32_t drawn;          /* Results that are written. */
    int32_t numbers, paths; /* Scalars that instructions name: first numbers, then the month's. */
    const int32_t *starts;  /* (states,): the row of `constant` that each state starts from */
    const void *constant;   /* (constants, pitch) */
    const void *driver;     /* (months, drivers, pitch) */
    const void *number;     /* (numbers,) */
    const void *path;       /* (months, paths) */
    void *result;           /* (months, drawn, pitch) */
    const int32_t *place;   /* (results,): the row a result is written to, below 0 none */
    const void *scale;      /* (results,): what a result is multiplied by */
    const int32_t *lines;   /* (results,): 0 as it is, 1 the mean of twelve months */
    const void *before;     /* (results, 12): months up to the first, the last in its place; NaN if
                               unknown: then all stand where the first one does */
};

/* Operations in the order of bytecode.py's OPERATIONS; V takes a row, S a scalar. */
#define OPERATIONS(X) \
    X(fill_s) X(copy_v) X(sqrt_v) X(abs_v) X(exp_v) X(ln_v) \
    X(add_vv) X(add_vs) X(subtract_vv) X(subtract_vs) X(subtract_sv) X(multiply_vv) X(multiply_vs) \
    X(divide_vv) X(divide_vs) X(divide_sv) X(min_vv) X(min_vs) X(max_vv) X(max_vs) \
    X(less_vv) X(less_vs) X(less_sv) X(less_equal_vv) X(less_equal_vs) X(less_equal_sv) \
    X(equal_vv) X(equal_vs) X(not_equal_vv) X(not_equal_vs) X(power_vv) X(power_vs) \
    X(clip_vss) X(if_vvv) X(relax_vvv) X(relax_vsv) X(relax_vvvv) X(relax_vsvv) \
    PAIRS(X, multiply_vv) PAIRS(X, multiply_vs) PAIRS(X, add_vv) PAIRS(X, add_vs) \
    PAIRS(X, subtract_vv) PAIRS(X, subtract_sv)
/* Two operations in one: the outcome of the first stays in a register. */
#define PAIRS(X, first) \
    X(first##_add_v) X(first##_add_s) X(first##_multiply_v) X(first##_multiply_s) \
    X(first##_subtract_v) X(first##_from_v) X(first##_from_s) X(first##_clip_ss) X(first##_ln) \
    X(first##_relax_vv)

enum operation {
#define X(name) OP_##name,
    OPERATIONS(X)
#undef X
};

#ifndef BLOCK
#define BLOCK 128
#endif

/* A bit for each of as many bytes as a vector has, set where it is this one. */
#define MATCHES_512(at, byte) \
    (uint64_t)_mm512_cmpeq_epi8_mask(_mm512_loadu_si512(at), _mm512_set1_epi8((char)(byte)))
#define MATCHES_256(at, byte) \
    (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const void *)(at)), \
                                                     _mm256_set1_epi8((char)(byte))))
#define SELECT(mask, a, b) ((V)(((I)(a) & (mask)) | ((I)(b) & ~(mask))))
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define NAME(name) JOIN(name, SUFFIX)

#define REAL double
#define WHOLE int64_t
#define UNSIGNED uint64_t
#define DOUBLE
#ifdef __x86_64__
#define SUFFIX _double_avx512
#define WIDTH 64
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,prefer-vector-width=512")))
#define SQRT(x) ((V)_mm512_sqrt_pd((__m512d)(x)))
#define MATCHES MATCHES_512
#include "machine.c"
#define SUFFIX _double_avx2
#define WIDTH 32
#define TARGET __attribute__((target("avx2")))
#define SQRT(x) ((V)_mm256_sqrt_pd((__m256d)(x)))
#define MATCHES MATCHES_256
#include "machine.c"
#endif
#define SUFFIX _double_plain
#define WIDTH 16
#define TARGET
#include "machine.c"
#undef DOUBLE
#undef REAL
#undef WHOLE
#undef UNSIGNED

#define REAL float
#define WHOLE int32_t
#define UNSIGNED uint32_t
#ifdef __x86_64__
#define SUFFIX _float_avx512
#define WIDTH 64
#define TARGET __attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,prefer-vector-width=512")))
#define SQRT(x) ((V)_mm512_sqrt_ps((__m512)(x)))
#define MATCHES MATCHES_512
#define FMA(a, b, c) ((V)_mm512_fmadd_ps((__m512)(a), (__m512)(b), (__m512)(c)))
#include "machine.c"
#define SUFFIX _float_avx2
#define WIDTH 32
#define TARGET __attribute__((target("avx2,fma")))
#define SQRT(x) ((V)_mm256_sqrt_ps((__m256)(x)))
#define MATCHES MATCHES_256
#define FMA(a, b, c) ((V)_mm256_fmadd_ps((__m256)(a), (__m256)(b), (__m256)(c)))
#include "machine.c"
#endif
#define SUFFIX _float_plain
#define WIDTH 16
#define TARGET
#include "machine.c"
#undef REAL

static const char *const names[] = {
#define X(name) #name,
    OPERATIONS(X)
#undef X
    0};

/* Return the name of an operation, null after the last. */
const char *machine_operation(int32_t operation) { return names[operation]; }

#ifndef SOURCE
#define SOURCE "unknown"
#endif
/* Return the SHA-256 of the file that this library was made of, which its makefile says. */
const char *machine_source(void) { return SOURCE; }

/* Return the size of `struct run`, by which a library of another version is known. */
int32_t machine_run_size(void) { return sizeof(struct run); }

/* Return how many members go through all months together, so that their rows stay in the cache. */
int32_t machine_block(void) { return BLOCK; }

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

#ifdef __x86_64__
#define CHOOSE(build, name, ...) \
    (build == 2 ? name##_avx512(__VA_ARGS__) \
     : build == 1 ? name##_avx2(__VA_ARGS__) : name##_plain(__VA_ARGS__))
#else
#define CHOOSE(build, name, ...) name##_plain(__VA_ARGS__)
#endif

/* Run one block of members after another. `next`, 0 at first, is the first member of the next:
 * threads that share it share the work. Each has room of its own: `space` for (2 × states + work +
 * constants + drivers + results) rows of a block and 11 more for each line of twelve months,
 * `scalars` for each scalar. Return whether any result is not finite. */
int32_t machine_run(int32_t build, int32_t single, const struct run *run, int32_t *next, void *space,
                    void *scalars) {
    if (single)
        return CHOOSE(build, run_float, run, next, space, scalars);
    return CHOOSE(build, run_double, run, next, space, scalars);
}

/* Write the percentiles of each of `count` rows of `members` values, which begin at `rows`, into
 * (places, count): the value at place p × (members − 1), straight between neighbours. `next`, 0 at
 * first, is the next row: threads that share it share the work. Each has a `scratch` of its own for
 * 2 × members values. Return how many rows hold anything that is not finite; their percentiles are
 * NaN. */
int32_t machine_percentiles(int32_t build, int32_t single, const void *values, int32_t count,
                            int32_t members, const int64_t *rows, const double *shares,
                            int32_t places, int32_t *next, void *scratch, void *out) {
    if (single)
        return CHOOSE(build, percentiles_float, values, count, members, rows, shares, places, next,
                      scratch, out);
    return CHOOSE(build, percentiles_double, values, count, members, rows, shares, places, next,
                  scratch, out);
}

#else /* ------------------------------------------------ for one kind of number and processor */

#define V NAME(vector)
#define I NAME(mask)
#define U NAME(bits)
#define LANES ((int32_t)(WIDTH / sizeof(REAL)))
#define INLINE static inline __attribute__((always_inline)) TARGET

typedef REAL V __attribute__((vector_size(WIDTH), aligned(sizeof(REAL)), may_alias));
typedef WHOLE I __attribute__((vector_size(WIDTH), aligned(sizeof(REAL)), may_alias));
typedef UNSIGNED U __attribute__((vector_size(WIDTH), aligned(sizeof(REAL)), may_alias));
typedef uint8_t NAME(bytes) __attribute__((vector_size(WIDTH / sizeof(REAL)), aligned(1), may_alias));

#ifdef DOUBLE
#define MANTISSA 52
#define BIAS 1023
#define LEAST 2.2250738585072014e-308
#define MAGIC 6755399441055744.0 /* 1.5 × 2⁵²: adding it rounds to a whole number */
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
#define ROOT_HALF 0x3fe6a09e667f3bcdLL
#define EXP_LOW (-708.0)
#define EXP_HIGH 709.78
#else
#define MANTISSA 23
#define BIAS 127
#define LEAST 1.17549435e-38f
#define MAGIC 12582912.0f
#define LN2_HIGH 0.693359375f
#define LN2_LOW (-2.12194440e-4f)
#define ROOT_HALF 0x3f3504f3
#define EXP_LOW (-86.6f)
#define EXP_HIGH 88.72f
#endif

INLINE V NAME(splat)(REAL x) { return x - (V){}; }

#ifdef MATCHES
#define MATCHED WIDTH
#else
#define MATCHED 1
#define MATCHES(at, byte) (uint64_t)(*(at) == (byte))
#endif

#ifndef FMA
#define FMA(a, b, c) ((a) * (b) + (c))
#endif

#ifdef SQRT
INLINE V NAME(root)(V x) { return SQRT(x); }
#else
INLINE V NAME(root)(V x) {
    for (int32_t i = 0; i < LANES; i++)
        x[i] = sizeof(REAL) == 8 ? __builtin_sqrt(x[i]) : __builtin_sqrtf((float)x[i]);
    return x;
}
#endif

/* e to the x: 0 below EXP_LOW, infinite above EXP_HIGH. x = n ln 2 + r, and a Taylor series. */
INLINE V NAME(exponential)(V x) {
    V rounded = x * (REAL)1.4426950408889634 + (REAL)MAGIC;
    V n = rounded - (REAL)MAGIC;
    V r = FMA(n, NAME(splat)((REAL)-LN2_HIGH), x);
    r = FMA(n, NAME(splat)((REAL)-LN2_LOW), r);
#define TERM(c) p = FMA(p, r, NAME(splat)((REAL)(c)));
#ifdef DOUBLE
    V p = NAME(splat)((REAL)(1.0 / 6227020800.0));
    TERM(1.0 / 479001600.0) TERM(1.0 / 39916800.0) TERM(1.0 / 3628800.0) TERM(1.0 / 362880.0)
    TERM(1.0 / 40320.0) TERM(1.0 / 5040.0) TERM(1.0 / 720.0)
#else
    V p = NAME(splat)((REAL)(1.0 / 5040.0));
    TERM(1.0 / 720.0)
#endif
    TERM(1.0 / 120.0) TERM(1.0 / 24.0) TERM(1.0 / 6.0) TERM(0.5)
#undef TERM
    p = FMA(p * r, r, r) + (REAL)1;
    /* Half of 2ⁿ first: 2 to the 1024 is no number, but e to the 709.7 is. */
    I exponent = ((I)rounded - (I)NAME(splat)((REAL)MAGIC) + (BIAS - 1)) << MANTISSA;
    p = p * (V)exponent * (REAL)2;
    p = SELECT(x < (REAL)EXP_LOW, (V){}, p);
    p = SELECT(x > (REAL)EXP_HIGH, NAME(splat)((REAL)__builtin_inf()), p);
    return SELECT(x != x, x, p);
}

/* The natural logarithm: −∞ of 0 and of what is too small to be normal, NaN below.
 * x = 2ᵏ (1 + f), and a series in (f / (2 + f))², as in FreeBSD's e_log.c. */
INLINE V NAME(logarithm)(V x) {
    U bits = (U)x - (UNSIGNED)ROOT_HALF;
    U shifted = (bits + ((UNSIGNED)BIAS << MANTISSA)) >> MANTISSA;
    V k = (V)(shifted + (U)NAME(splat)((REAL)MAGIC)) - ((REAL)MAGIC + (REAL)BIAS);
    V f = (V)((bits & (((UNSIGNED)1 << MANTISSA) - 1)) + (UNSIGNED)ROOT_HALF) - (REAL)1;
    V s = f / (f + (REAL)2);
    V z = s * s;
#define TERM(c) p = FMA(p, z, NAME(splat)((REAL)(c)));
#ifdef DOUBLE
    V p = NAME(splat)((REAL)1.479819860511658591e-01);
    TERM(1.531383769920937332e-01) TERM(1.818357216161805012e-01) TERM(2.222219843214978396e-01)
    TERM(2.857142874366239149e-01) TERM(3.999999999940941908e-01) TERM(6.666666666666735130e-01)
#else
    V p = NAME(splat)((REAL)0.24279078841);
    TERM(0.28498786688) TERM(0.40000972152) TERM(0.66666662693)
#endif
#undef TERM
    V half = f * f * (REAL)0.5;
    V low = FMA(k, NAME(splat)((REAL)LN2_LOW), s * (half + p * z));
    V found = FMA(k, NAME(splat)((REAL)LN2_HIGH), f - (half - low));
    V other = SELECT(x >= (REAL)0, NAME(splat)((REAL)-__builtin_inf()),
                     NAME(splat)((REAL)__builtin_nan("")));
    found = SELECT(x >= (REAL)LEAST, found, other);
    return SELECT(x == (REAL)__builtin_inf(), x, found);
}

/* NaN if either is. */
INLINE V NAME(least)(V a, V b) {
    V found = SELECT(a < b, a, b);
    return SELECT(a != a, a, found);
}

INLINE V NAME(greatest)(V a, V b) {
    V found = SELECT(a > b, a, b);
    return SELECT(a != a, a, found);
}

INLINE V NAME(cut)(V x, V low, V high) {
    x = SELECT(x < low, low, x);
    return SELECT(x > high, high, x);
}

/* e to the (b × l), l the logarithm of what is raised; 1 where b is 0. */
INLINE V NAME(raised)(V l, V b) {
    return SELECT(b == (REAL)0, NAME(splat)((REAL)1), NAME(exponential)(b * l));
}

INLINE V NAME(truth)(I mask) { return (V)(mask & (I)NAME(splat)((REAL)1)); }

/* Each instruction is a function that ends by calling the next one, for the processor guesses well
 * what follows what; each is there twice, since in a full block no loop is left to guess the end of. */
typedef void NAME(step)(const uint32_t *, REAL *, const REAL *, const void *, int32_t);
#define BODY(variant, unrolled, name, count, takes, value) \
    static TARGET void NAME(name##variant)(const uint32_t *at, REAL *arena, const REAL *scalar, \
                                           const void *steps, int32_t vectors) { \
        V *to = (V *)(arena + (int64_t)at[1] * BLOCK); \
        (void)vectors; \
        takes \
        _Pragma(unrolled) for (int32_t i = 0; i < count; i++) to[i] = value; \
        at += 6; \
        ((NAME(step) *const *)steps)[at[0]](at, arena, scalar, steps, vectors); \
    }
#define EACH(name, takes, value) \
    BODY(_full, "GCC unroll 8", name, BLOCK / LANES, takes, value) \
    BODY(_part, "GCC unroll 1", name, vectors, takes, value)
#define ROW(place) ((const V *)(arena + (int64_t)at[place] * BLOCK))
#define SCALAR(place) NAME(splat)(scalar[at[place]])
#define UNARY(name, value) EACH(name##_v, const V *a = ROW(2);, ({ V x = a[i]; value; }))
#define VV(name, value) \
    EACH(name##_vv, const V *a = ROW(2); const V *b = ROW(3);, ({ V x = a[i], y = b[i]; value; }))
#define VS(name, value) \
    EACH(name##_vs, const V *a = ROW(2); V y = SCALAR(3);, ({ V x = a[i]; value; }))
#define SV(name, value) \
    EACH(name##_sv, const V *b = ROW(3); V x = SCALAR(2);, ({ V y = b[i]; value; }))

EACH(fill_s, V x = SCALAR(2);, x)
UNARY(copy, x)
UNARY(sqrt, NAME(root)(x))
UNARY(abs, (V)((I)x & ~(I)NAME(splat)((REAL)-0.0)))
UNARY(exp, NAME(exponential)(x))
UNARY(ln, NAME(logarithm)(x))
VV(add, x + y) VS(add, x + y)
VV(subtract, x - y) VS(subtract, x - y) SV(subtract, x - y)
VV(multiply, x * y) VS(multiply, x * y)
VV(divide, x / y) VS(divide, x / y) SV(divide, x / y)
VV(min, NAME(least)(x, y)) VS(min, NAME(least)(x, y))
VV(max, NAME(greatest)(x, y)) VS(max, NAME(greatest)(x, y))
VV(less, NAME(truth)(x < y)) VS(less, NAME(truth)(x < y)) SV(less, NAME(truth)(x < y))
VV(less_equal, NAME(truth)(x <= y)) VS(less_equal, NAME(truth)(x <= y))
SV(less_equal, NAME(truth)(x <= y))
VV(equal, NAME(truth)(x == y)) VS(equal, NAME(truth)(x == y))
VV(not_equal, NAME(truth)(x != y)) VS(not_equal, NAME(truth)(x != y))
VV(power, NAME(raised)(x, y)) VS(power, NAME(raised)(x, y))
EACH(clip_vss, const V *a = ROW(2); V low = SCALAR(3); V high = SCALAR(4);,
     NAME(cut)(a[i], low, high))
EACH(if_vvv, const V *truth = ROW(2); const V *a = ROW(3); const V *b = ROW(4);,
     SELECT(truth[i] != (REAL)0, a[i], b[i]))
#define RELAX(letter, input, speeds, takes, speed) \
    EACH(relax_v##letter##speeds, const V *state = ROW(2); takes, \
         ({ V gap = input - state[i]; state[i] + gap * (speed); }))
RELAX(v, follows[i], v, const V *follows = ROW(3); const V *rate = ROW(4);, rate[i])
RELAX(s, follows, v, V follows = SCALAR(3); const V *rate = ROW(4);, rate[i])
RELAX(v, follows[i], vv, const V *follows = ROW(3); const V *rise = ROW(4); const V *fall = ROW(5);,
      SELECT(gap > (REAL)0, rise[i], fall[i]))
RELAX(s, follows, vv, V follows = SCALAR(3); const V *rise = ROW(4); const V *fall = ROW(5);,
      SELECT(gap > (REAL)0, rise[i], fall[i]))

#define PAIR(first, takes, one) \
    EACH(first##_add_v, takes const V *c = ROW(4);, one + c[i]) \
    EACH(first##_add_s, takes V c = SCALAR(4);, one + c) \
    EACH(first##_multiply_v, takes const V *c = ROW(4);, one * c[i]) \
    EACH(first##_multiply_s, takes V c = SCALAR(4);, one * c) \
    EACH(first##_subtract_v, takes const V *c = ROW(4);, one - c[i]) \
    EACH(first##_from_v, takes const V *c = ROW(4);, c[i] - one) \
    EACH(first##_from_s, takes V c = SCALAR(4);, c - one) \
    EACH(first##_clip_ss, takes V low = SCALAR(4); V high = SCALAR(5);, NAME(cut)(one, low, high)) \
    EACH(first##_ln, takes, NAME(logarithm)(one)) \
    EACH(first##_relax_vv, takes const V *state = ROW(4); const V *rate = ROW(5);, \
         state[i] + (one - state[i]) * rate[i])
PAIR(multiply_vv, const V *a = ROW(2); const V *b = ROW(3);, (a[i] * b[i]))
PAIR(multiply_vs, const V *a = ROW(2); V b = SCALAR(3);, (a[i] * b))
PAIR(add_vv, const V *a = ROW(2); const V *b = ROW(3);, (a[i] + b[i]))
PAIR(add_vs, const V *a = ROW(2); V b = SCALAR(3);, (a[i] + b))
PAIR(subtract_vv, const V *a = ROW(2); const V *b = ROW(3);, (a[i] - b[i]))
PAIR(subtract_sv, V a = SCALAR(2); const V *b = ROW(3);, (a - b[i]))

static TARGET void NAME(stop)(const uint32_t *at, REAL *arena, const REAL *scalar,
                              const void *steps, int32_t vectors) {
    (void)at, (void)arena, (void)scalar, (void)steps, (void)vectors;
}

static NAME(step) *const NAME(full)[] = {
#define X(name) NAME(name##_full),
    OPERATIONS(X)
#undef X
    NAME(stop)};
static NAME(step) *const NAME(part)[] = {
#define X(name) NAME(name##_part),
    OPERATIONS(X)
#undef X
    NAME(stop)};

/* Take one more month's value into a line, a twelfth of it; return the sum of the last twelve. The
 * ring holds the last value, two sums of two and eight of four: no running total, so nothing
 * drifts. */
INLINE V NAME(twelve)(V *ring, int32_t stride, int32_t month, V value) {
    V *two = ring + stride * (1 + (month & 1)), *four = ring + stride * 3;
    V pair = *ring + value, quad = *two + pair;
    V sum = (four[stride * (month & 7)] + four[stride * ((month + 4) & 7)]) + quad;
    *ring = value;
    *two = pair;
    four[stride * (month & 7)] = quad;
    return sum;
}

/* Write the lines of a month; return whether any is not finite. */
static TARGET int32_t NAME(draw)(const struct run *run, int32_t month, int32_t vectors,
                                 const V *result, V *rings, REAL *to) {
    enum { STRIDE = BLOCK / LANES };
    V odd = {};
    for (int32_t r = 0; r < run->results; r++, result += STRIDE) {
        if (run->place[r] < 0) continue;
        REAL scale = ((const REAL *)run->scale)[r];
        V *line = (V *)(to + run->place[r] * (int64_t)run->pitch);
        if (run->lines[r]) {
            const REAL *before = (const REAL *)run->before + 12 * r;
            int known = before[11] == before[11];
            for (int32_t i = 0; i < vectors; i++) {
                V x = result[i] * (scale / (REAL)12);
                if (month == 0) {
                    if (known) x = NAME(splat)(before[11]);
                    for (int32_t back = 0; back < 11; back++)
                        NAME(twelve)(rings + i, STRIDE, back + 5, known ? NAME(splat)(before[back]) : x);
                }
                line[i] = NAME(twelve)(rings + i, STRIDE, month + 16, x);
                odd += line[i] * (REAL)0;
            }
            rings += 11 * STRIDE;
        } else
            for (int32_t i = 0; i < vectors; i++) {
                line[i] = result[i] * scale;
                odd += line[i] * (REAL)0;
            }
    }
    for (int32_t i = 0; i < LANES; i++)
        if (odd[i] != 0) return 1;
    return 0;
}

static TARGET int32_t NAME(run)(const struct run *run, int32_t *next, void *space, void *scalars) {
    REAL *arena = space, *scalar = scalars;
    int64_t pitch = run->pitch;
    int32_t offending = 0;
    REAL *constant = arena + (int64_t)(2 * run->states + run->work) * BLOCK;
    REAL *driver = constant + (int64_t)run->constants * BLOCK;
    REAL *result = driver + (int64_t)run->drivers * BLOCK;
    memcpy(scalar, run->number, run->numbers * sizeof(REAL));
    for (int32_t member;
         (member = __atomic_fetch_add(next, BLOCK, __ATOMIC_RELAXED)) < run->pitch;) {
        int32_t width = run->pitch - member < BLOCK ? run->pitch - member : BLOCK;
        int32_t vectors = (width + LANES - 1) / LANES;
        const void *steps = vectors == BLOCK / LANES ? NAME(full) : NAME(part);
#define COPY(count, to, from, apart_to, apart_from) \
        for (int32_t r = 0; r < count; r++) { \
            V *here = (V *)((REAL *)(to) + r * (int64_t)(apart_to)); \
            const V *there = (const V *)((const REAL *)(from) + r * (int64_t)(apart_from)); \
            for (int32_t i = 0; i < vectors; i++) here[i] = there[i]; \
        }
        COPY(run->constants, constant, (const REAL *)run->constant + member, BLOCK, pitch)
        for (int32_t state = 0; state < run->states; state++)
            COPY(1, arena + (int64_t)state * BLOCK, constant + (int64_t)run->starts[state] * BLOCK,
                 0, 0)
        for (int32_t month = 0; month < run->months; month++) {
            const REAL *fed = (const REAL *)run->driver + month * (int64_t)run->drivers * pitch;
            REAL *made = (REAL *)run->result + month * (int64_t)run->drawn * pitch;
            const uint32_t *code = month % 2 ? run->odd : run->even;
            COPY(run->drivers, driver, fed + member, BLOCK, pitch)
            memcpy(scalar + run->numbers, (const REAL *)run->path + month * (int64_t)run->paths,
                   run->paths * sizeof(REAL));
            ((NAME(step) *const *)steps)[code[0]](code, arena, scalar, steps, vectors);
            offending |= NAME(draw)(run, month, vectors, (const V *)result,
                                    (V *)(result + (int64_t)run->results * BLOCK), made + member);
        }
#undef COPY
    }
    return offending;
}

/* ------------------------------------------------------------------------- percentiles */

enum { NAME(BINS) = 256 };

/* Return the last bin that starts at a rank or before it. */
INLINE int32_t NAME(bin_of)(const int32_t *start, int32_t rank) {
    int32_t b = 0;
    for (int32_t half = NAME(BINS) / 2; half; half /= 2)
        if (start[b + half] <= rank) b += half;
    return b;
}

/* Put the value of rank `rank` in its place, no greater one before it (Hoare's selection). */
static TARGET REAL NAME(ranked)(REAL *values, int32_t count, int32_t rank) {
    int32_t low = 0, high = count - 1;
    while (low < high) {
        REAL pivot = values[(low + high) / 2];
        int32_t i = low, j = high;
        while (i <= j) {
            while (values[i] < pivot) i++;
            while (pivot < values[j]) j--;
            if (i <= j) {
                REAL other = values[i];
                values[i++] = values[j];
                values[j--] = other;
            }
        }
        if (rank <= j)
            high = j;
        else if (rank >= i)
            low = i;
        else
            break;
    }
    return values[rank];
}

/* Gather the values that are in a bin; return how many there are. */
INLINE int32_t NAME(gather)(const REAL *values, const uint8_t *bin, int32_t members, int32_t wanted,
                            REAL *into) {
    int32_t count = 0, i = 0;
    for (; i + MATCHED <= members; i += MATCHED)
        for (uint64_t hits = MATCHES(bin + i, wanted); hits; hits &= hits - 1)
            into[count++] = values[i + __builtin_ctzll(hits)];
    for (; i < members; i++)
        if (bin[i] == wanted) into[count++] = values[i];
    return count;
}

/* Values are counted in bins between the least and the greatest; only the bins in which a wanted
 * rank falls are looked into. Threads that share `next` share the lines. */
static TARGET int32_t NAME(percentiles)(const void *from, int32_t count, int32_t members,
                                        const int64_t *rows, const double *shares, int32_t places,
                                        int32_t *next, void *scratch, void *into) {
    REAL *gathered = scratch;
    uint8_t *bin = (uint8_t *)(gathered + members);
    int32_t offending = 0, whole = members - members % LANES;
    for (int32_t line; (line = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) < count;) {
        const REAL *values = (const REAL *)from + rows[line];
        REAL *out = (REAL *)into + line;
        V low = NAME(splat)(values[0]), high = low, odd = {};
        for (int32_t i = 0; i < whole; i += LANES) {
            V x = *(const V *)(values + i);
            low = SELECT(x < low, x, low);
            high = SELECT(x > high, x, high);
            odd += x * (REAL)0;
        }
        REAL least = values[0], most = values[0], off = 0;
        for (int32_t i = 0; i < LANES; i++) {
            if (low[i] < least) least = low[i];
            if (high[i] > most) most = high[i];
            off += odd[i];
        }
        for (int32_t i = whole; i < members; i++) {
            if (values[i] < least) least = values[i];
            if (values[i] > most) most = values[i];
            off += values[i] * (REAL)0;
        }
        if (off != 0) {
            offending++;
            for (int32_t p = 0; p < places; p++)
                out[p * (int64_t)count] = (REAL)__builtin_nan("");
            continue;
        }
        /* All are in one bin where they are alike, or too close or too far apart to be told. */
        REAL steps = (REAL)255.99 / (most - least);
        if (!(steps < (REAL)__builtin_inf())) steps = 0;
        for (int32_t i = 0; i < whole; i += LANES) {
            I found = __builtin_convertvector((*(const V *)(values + i) - least) * steps, I);
            *(NAME(bytes) *)(bin + i) = __builtin_convertvector(found, NAME(bytes));
        }
        for (int32_t i = whole; i < members; i++) bin[i] = (uint8_t)((values[i] - least) * steps);
        /* In four tables: neighbors are often in one bin, and would wait for each other. */
        int32_t counts[4][NAME(BINS)], start[NAME(BINS)], sum = 0, i = 0;
        memset(counts, 0, sizeof counts);
        for (; i + 4 <= members; i += 4) {
            counts[0][bin[i]]++;
            counts[1][bin[i + 1]]++;
            counts[2][bin[i + 2]]++;
            counts[3][bin[i + 3]]++;
        }
        for (; i < members; i++) counts[0][bin[i]]++;
        for (int32_t b = 0; b < NAME(BINS); b++)
            counts[0][b] += counts[1][b] + counts[2][b] + counts[3][b];
        for (int32_t b = 0; b < NAME(BINS); b++) {
            start[b] = sum;
            sum += counts[0][b];
        }
        int32_t held = -1, size = 0;
        for (int32_t p = 0; p < places; p++) {
            double place = shares[p] * (members - 1);
            int32_t below = (int32_t)place, above = below + 1 < members ? below + 1 : below;
            int32_t b = NAME(bin_of)(start, below);
            if (b != held) size = NAME(gather)(values, bin, members, held = b, gathered);
            REAL lower = NAME(ranked)(gathered, size, below - start[held]), upper;
            if (above == below) {
                upper = lower;
            } else {
                int32_t after = above - start[held];
                if (after == size) {
                    held = NAME(bin_of)(start, above);
                    size = NAME(gather)(values, bin, members, held, gathered);
                    after = 0;
                }
                /* Nothing before it is greater: the least of what is left. */
                upper = gathered[after];
                for (int32_t k = after + 1; k < size; k++)
                    if (gathered[k] < upper) upper = gathered[k];
            }
            out[p * (int64_t)count] = lower + (upper - lower) * (REAL)(place - below);
        }
    }
    return offending;
}

#undef V
#undef I
#undef U
#undef LANES
#undef INLINE
#undef MANTISSA
#undef BIAS
#undef LEAST
#undef MAGIC
#undef LN2_HIGH
#undef LN2_LOW
#undef ROOT_HALF
#undef EXP_LOW
#undef EXP_HIGH
#undef FMA
#undef SQRT
#undef MATCHES
#undef MATCHED
#undef BODY
#undef EACH
#undef ROW
#undef SCALAR
#undef RELAX
#undef PAIR
#undef UNARY
#undef VV
#undef VS
#undef SV
#undef SUFFIX
#undef WIDTH
#undef TARGET
#endif

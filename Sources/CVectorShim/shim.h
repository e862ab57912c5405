// What Swift's SIMD types do badly: clang vector types are imported as SIMDn, and these
// always-inline bodies vanish into the Swift kernels that call them. No code is generated here.
#pragma once
#include <malloc.h>
#include <stdint.h>

typedef double shim_d8 __attribute__((ext_vector_type(8)));
typedef float shim_f8 __attribute__((ext_vector_type(8)));
typedef float shim_f16 __attribute__((ext_vector_type(16)));
typedef int32_t shim_i16 __attribute__((ext_vector_type(16)));
typedef uint32_t shim_u16 __attribute__((ext_vector_type(16)));
typedef uint32_t shim_u8 __attribute__((ext_vector_type(8)));
typedef int64_t shim_l8 __attribute__((ext_vector_type(8)));
typedef uint64_t shim_q8 __attribute__((ext_vector_type(8)));
typedef _Bool shim_b8 __attribute__((ext_vector_type(8)));

#define SHIM static inline __attribute__((always_inline))

// Square roots, without the errno branch of the C library.
SHIM shim_d8 shim_sqrt_d8(shim_d8 x) { return __builtin_elementwise_sqrt(x); }
SHIM shim_f16 shim_sqrt_f16(shim_f16 x) { return __builtin_elementwise_sqrt(x); }
SHIM shim_d8 shim_float_sqrt_d8(shim_d8 x) {
  return __builtin_convertvector(__builtin_elementwise_sqrt(__builtin_convertvector(x, shim_f8)), shim_d8);
}

// Conversions of whole vectors.
SHIM shim_f16 shim_float_from_int(shim_i16 x) { return __builtin_convertvector(x, shim_f16); }
SHIM shim_d8 shim_double_from_int(shim_l8 x) { return __builtin_convertvector(x, shim_d8); }
SHIM shim_d8 shim_double_from_float(shim_f8 x) { return __builtin_convertvector(x, shim_d8); }

// The low words of the lanes of a, then of b. Lanes come in the order 0 1 4 5 2 3 6 7, so that each half is
// one shuffle without AVX-512; the result's are in order.
SHIM shim_u16 shim_low_words(shim_q8 a, shim_q8 b) {
  shim_u16 x = (shim_u16)a, y = (shim_u16)b;
  return __builtin_shufflevector(x, y, 0, 2, 8, 10, 4, 6, 12, 14, 16, 18, 24, 26, 20, 22, 28, 30);
}

// The first and the second eight lanes of a vector of 16.
SHIM shim_f8 shim_first(shim_f16 x) { return __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7); }
SHIM shim_f8 shim_second(shim_f16 x) { return __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15); }

// Asks for the cache line at an address, which need not be readable.
SHIM void shim_prefetch(const void *address) { __builtin_prefetch(address); }

// Minimum, maximum and selection, one instruction each.
SHIM shim_d8 shim_min(shim_d8 a, shim_d8 b) { return a < b ? a : b; }
SHIM shim_d8 shim_max(shim_d8 a, shim_d8 b) { return a > b ? a : b; }
SHIM shim_d8 shim_select_less(shim_d8 a, shim_d8 b, shim_d8 x, shim_d8 y) { return a < b ? x : y; }
SHIM shim_d8 shim_round_to_even(shim_d8 x) { return __builtin_elementwise_roundeven(x); }

// Bit i of the result is set where the comparison holds in lane i. Written per instruction set, because
// the conversion of a comparison to bits is many instructions without AVX-512.
typedef int64_t shim_l4 __attribute__((ext_vector_type(4)));
typedef int64_t shim_l2 __attribute__((ext_vector_type(2)));
typedef double shim_d4 __attribute__((ext_vector_type(4)));
typedef double shim_d2 __attribute__((ext_vector_type(2)));
SHIM uint32_t shim_mask_less(shim_d8 x, shim_d8 y) {
  shim_l8 m = x < y;
#if defined(__AVX512DQ__)
  shim_b8 b = __builtin_convertvector(m, shim_b8);
  uint8_t r;
  __builtin_memcpy(&r, &b, 1);
  return r;
#elif defined(__AVX__)
  shim_l4 low = __builtin_shufflevector(m, m, 0, 1, 2, 3);
  shim_l4 high = __builtin_shufflevector(m, m, 4, 5, 6, 7);
  return (uint32_t)__builtin_ia32_movmskpd256((shim_d4)low)
    | (uint32_t)__builtin_ia32_movmskpd256((shim_d4)high) << 4;
#else
  shim_l2 a = __builtin_shufflevector(m, m, 0, 1), b = __builtin_shufflevector(m, m, 2, 3);
  shim_l2 c = __builtin_shufflevector(m, m, 4, 5), d = __builtin_shufflevector(m, m, 6, 7);
  return (uint32_t)__builtin_ia32_movmskpd((shim_d2)a)
    | (uint32_t)__builtin_ia32_movmskpd((shim_d2)b) << 2
    | (uint32_t)__builtin_ia32_movmskpd((shim_d2)c) << 4
    | (uint32_t)__builtin_ia32_movmskpd((shim_d2)d) << 6;
#endif
}

// Lanes of a where the bit of m is set, of b elsewhere.
SHIM shim_d8 shim_blend(uint32_t m, shim_d8 a, shim_d8 b) {
  shim_l8 lane = {1, 2, 4, 8, 16, 32, 64, 128};
  return ((shim_l8)(int64_t)m & lane) == lane ? a : b;
}

// Sum of the lanes, as a tree of fixed shape.
SHIM double shim_sum(shim_d8 x) {
  double a = x[0] + x[4], b = x[1] + x[5], c = x[2] + x[6], d = x[3] + x[7];
  return (a + c) + (b + d);
}

// Sums of the lanes of eight vectors, each added in the order of shim_sum. Macros, because functions that
// take vectors wider than the CPU's have no settled calling convention, and the compiler says so.
#define SHIM_FOLD(x) \
  (__builtin_shufflevector(x, x, 0, 1, 2, 3) + __builtin_shufflevector(x, x, 4, 5, 6, 7))
SHIM shim_d4 shim_fold_two(shim_d4 x, shim_d4 y) {
  return __builtin_shufflevector(x, y, 0, 1, 4, 5) + __builtin_shufflevector(x, y, 2, 3, 6, 7);
}
SHIM shim_d4 shim_sum_pairs(shim_d4 x, shim_d4 y) {
  return __builtin_shufflevector(x, y, 0, 4, 2, 6) + __builtin_shufflevector(x, y, 1, 5, 3, 7);
}
SHIM shim_d8 shim_sum_eight(
  shim_d8 a, shim_d8 b, shim_d8 c, shim_d8 d, shim_d8 e, shim_d8 f, shim_d8 g, shim_d8 h) {
  shim_d4 x = shim_sum_pairs(
    shim_fold_two(SHIM_FOLD(a), SHIM_FOLD(c)), shim_fold_two(SHIM_FOLD(b), SHIM_FOLD(d)));
  shim_d4 y = shim_sum_pairs(
    shim_fold_two(SHIM_FOLD(e), SHIM_FOLD(g)), shim_fold_two(SHIM_FOLD(f), SHIM_FOLD(h)));
  return __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7);
}

// 1 where this CPU has what a build for its level needs; checked once at start.
SHIM int shim_cpu_supports_v4(void) { return __builtin_cpu_supports("x86-64-v4"); }
SHIM int shim_cpu_supports_v3(void) { return __builtin_cpu_supports("x86-64-v3"); }
// The level that the including module was compiled for: 4, 3 or 1.
SHIM int shim_compiled_level(void) {
#if defined(__AVX512F__) && defined(__AVX512VL__) && defined(__AVX512DQ__) && defined(__AVX512BW__)
  return 4;
#elif defined(__AVX2__) && defined(__FMA__)
  return 3;
#else
  return 1;
#endif
}

// The block function of SHA-256 with the CPU's own instructions for it, which Swift does not offer.
//
// References: NIST (2015), FIPS 180-4, section 6.2.2, doi:10.6028/NIST.FIPS.180-4; Intel 64 and IA-32
// Architectures Software Developer's Manual, volume 2, SHA256RNDS2, SHA256MSG1 and SHA256MSG2.
#pragma once
#include <cpuid.h>
#include <stdint.h>
#include <string.h>

typedef uint32_t sha256_words __attribute__((ext_vector_type(4)));
typedef uint8_t sha256_bytes __attribute__((ext_vector_type(16)));
// What the compiler's builtins take.
typedef int sha256_ints __attribute__((vector_size(16)));

// 1 where this CPU has the instructions: SHA, SSE4.1 and SSSE3 by CPUID.
static inline int sha256_has_instructions(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !(b >> 29 & 1)) return 0;
  return __get_cpuid(1, &a, &b, &c, &d) && (c >> 19 & 1) && (c >> 9 & 1);
}

// Mixes blocks of 64 bytes into the state, the eight words A to H. `constants` are the 64 of FIPS 180-4,
// section 4.2.2. Only where sha256_has_instructions() is 1.
static inline __attribute__((target("sha,sse4.1,ssse3"))) void sha256_mix(
  uint32_t *state, const uint32_t *constants, const uint8_t *bytes, intptr_t block_count) {
  sha256_words abcd, efgh;
  memcpy(&abcd, state, 16);
  memcpy(&efgh, state + 4, 16);
  // The instructions hold the state as (F, E, B, A) and (H, G, D, C), lowest lane first.
  sha256_words feba = __builtin_shufflevector(abcd, efgh, 5, 4, 1, 0);
  sha256_words hgdc = __builtin_shufflevector(abcd, efgh, 7, 6, 3, 2);
  for (intptr_t block = 0; block < block_count; block++, bytes += 64) {
    sha256_words old_feba = feba, old_hgdc = hgdc;
    // The last 16 words of the schedule; group i of four is in words[i % 4].
    sha256_words words[4];
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      if (i < 4) {
        sha256_bytes b;
        memcpy(&b, bytes + 16 * i, 16);
        words[i] = (sha256_words)__builtin_shufflevector(
          b, b, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
      } else {
        sha256_words oldest = words[i % 4], next = words[(i + 1) % 4];
        sha256_words later = words[(i + 2) % 4], last = words[(i + 3) % 4];
        // W[t-16] + small sigma 0 (W[t-15]), then + W[t-7], then + small sigma 1 (W[t-2]).
        sha256_words sum =
          (sha256_words)__builtin_ia32_sha256msg1((sha256_ints)oldest, (sha256_ints)next);
        sum += __builtin_shufflevector(later, last, 1, 2, 3, 4);
        words[i % 4] = (sha256_words)__builtin_ia32_sha256msg2((sha256_ints)sum, (sha256_ints)last);
      }
      sha256_words k;
      memcpy(&k, constants + 4 * i, 16);
      sha256_words addends = words[i % 4] + k;
      // Two rounds with the addends of the lower lanes, two with those of the upper ones.
      hgdc = (sha256_words)__builtin_ia32_sha256rnds2(
        (sha256_ints)hgdc, (sha256_ints)feba, (sha256_ints)addends);
      addends = __builtin_shufflevector(addends, addends, 2, 3, 2, 3);
      feba = (sha256_words)__builtin_ia32_sha256rnds2(
        (sha256_ints)feba, (sha256_ints)hgdc, (sha256_ints)addends);
    }
    feba += old_feba;
    hgdc += old_hgdc;
  }
  abcd = __builtin_shufflevector(feba, hgdc, 3, 2, 7, 6);
  efgh = __builtin_shufflevector(feba, hgdc, 1, 0, 5, 4);
  memcpy(state, &abcd, 16);
  memcpy(state + 4, &efgh, 16);
}

#include "extract/text_masks.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define X86 1
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#define NEON 1
#include <arm_neon.h>
#endif

static int always(void) {
    return 1;
}

/* ---- any processor: eight bytes in a word ---- */

#define EACH(byte) ((uint64_t)(unsigned char)(byte)*UINT64_C(0x0101010101010101))

/* The top bits of eight bytes, as the low bits of the result. */
static uint64_t gather(uint64_t tops) {
    return ((tops >> 7) * UINT64_C(0x0102040810204080)) >> 56;
}

/* The top bit of every byte of the word that is zero, exactly. */
static uint64_t zeros(uint64_t word) {
    const uint64_t low = EACH(0x7F);
    return ~(((word & low) + low) | word | low);
}

static uint64_t word_at(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static void look_portable(const char *at, size_t blocks, char delimiter, eh_text_masks *masks) {
    for (size_t i = 0; i < blocks; i++) {
        eh_text_masks m = {0};
        for (unsigned k = 0; k < 64; k += 8) {
            uint64_t word = word_at(at + 64 * i + k);
            uint64_t feeds = zeros(word ^ EACH('\n'));
            m.stop |= gather(feeds | zeros(word ^ EACH(delimiter))) << k;
            m.feed |= gather(feeds) << k;
            m.quote |= gather(zeros(word ^ EACH('"'))) << k;
            m.odd |= gather(zeros(word) | zeros(word ^ EACH('\r'))) << k;
            m.high |= gather(word & EACH(0x80)) << k;
        }
        masks[i] = m;
    }
}

/* ---- x86-64: SSE2 is always there, the others are asked for ---- */

#ifdef X86

static int has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt");
}

static int has_avx512(void) {
    return has_avx2() && __builtin_cpu_supports("avx512bw");
}

static uint64_t bits_sse2(__m128i bytes) {
    return (uint64_t)(unsigned)_mm_movemask_epi8(bytes);
}

static void look_sse2(const char *at, size_t blocks, char delimiter, eh_text_masks *masks) {
    const __m128i part = _mm_set1_epi8(delimiter), feed = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"'),
                  back = _mm_set1_epi8('\r'), zero = _mm_setzero_si128();
    for (size_t i = 0; i < blocks; i++) {
        eh_text_masks m = {0};
        for (unsigned k = 0; k < 64; k += 16) {
            __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(at + 64 * i + k));
            __m128i feeds = _mm_cmpeq_epi8(bytes, feed);
            m.stop |= bits_sse2(_mm_or_si128(feeds, _mm_cmpeq_epi8(bytes, part))) << k;
            m.feed |= bits_sse2(feeds) << k;
            m.quote |= bits_sse2(_mm_cmpeq_epi8(bytes, quote)) << k;
            m.odd |= bits_sse2(_mm_or_si128(_mm_cmpeq_epi8(bytes, back), _mm_cmpeq_epi8(bytes, zero))) << k;
            m.high |= bits_sse2(bytes) << k;
        }
        masks[i] = m;
    }
}

__attribute__((target("avx2"))) static uint64_t bits_avx2(__m256i bytes) {
    return (uint64_t)(uint32_t)_mm256_movemask_epi8(bytes);
}

__attribute__((target("avx2"))) static void look_avx2(const char *at, size_t blocks, char delimiter,
                                                      eh_text_masks *masks) {
    const __m256i part = _mm256_set1_epi8(delimiter), feed = _mm256_set1_epi8('\n'), quote = _mm256_set1_epi8('"'),
                  back = _mm256_set1_epi8('\r'), zero = _mm256_setzero_si256();
    for (size_t i = 0; i < blocks; i++) {
        eh_text_masks m = {0};
        for (unsigned k = 0; k < 64; k += 32) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + 64 * i + k));
            __m256i feeds = _mm256_cmpeq_epi8(bytes, feed);
            m.stop |= bits_avx2(_mm256_or_si256(feeds, _mm256_cmpeq_epi8(bytes, part))) << k;
            m.feed |= bits_avx2(feeds) << k;
            m.quote |= bits_avx2(_mm256_cmpeq_epi8(bytes, quote)) << k;
            m.odd |= bits_avx2(_mm256_or_si256(_mm256_cmpeq_epi8(bytes, back), _mm256_cmpeq_epi8(bytes, zero))) << k;
            m.high |= bits_avx2(bytes) << k;
        }
        masks[i] = m;
    }
}

__attribute__((target("avx512f,avx512bw"))) static void look_avx512(const char *at, size_t blocks, char delimiter,
                                                                    eh_text_masks *masks) {
    const __m512i part = _mm512_set1_epi8(delimiter), feed = _mm512_set1_epi8('\n'), quote = _mm512_set1_epi8('"'),
                  back = _mm512_set1_epi8('\r');
    for (size_t i = 0; i < blocks; i++) {
        __m512i bytes = _mm512_loadu_si512(at + 64 * i);
        eh_text_masks m = {.feed = _mm512_cmpeq_epi8_mask(bytes, feed),
                           .quote = _mm512_cmpeq_epi8_mask(bytes, quote),
                           .odd = _mm512_cmpeq_epi8_mask(bytes, back) | _mm512_testn_epi8_mask(bytes, bytes),
                           .high = _mm512_movepi8_mask(bytes)};
        m.stop = m.feed | _mm512_cmpeq_epi8_mask(bytes, part);
        masks[i] = m;
    }
}

#endif

/* ---- 64-bit ARM: NEON is always there ---- */

#ifdef NEON

/* A bit a byte of four vectors of all ones and all zeros. */
static uint64_t bits_neon(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    static const uint8_t places[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t place = vld1q_u8(places);
    uint8x16_t low = vpaddq_u8(vandq_u8(a, place), vandq_u8(b, place));
    uint8x16_t high = vpaddq_u8(vandq_u8(c, place), vandq_u8(d, place));
    uint8x16_t all = vpaddq_u8(low, high);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(all, all)), 0);
}

static uint64_t equal_neon(const uint8x16_t bytes[4], uint8x16_t to) {
    return bits_neon(vceqq_u8(bytes[0], to), vceqq_u8(bytes[1], to), vceqq_u8(bytes[2], to), vceqq_u8(bytes[3], to));
}

static void look_neon(const char *at, size_t blocks, char delimiter, eh_text_masks *masks) {
    const uint8x16_t part = vdupq_n_u8((uint8_t)delimiter), feed = vdupq_n_u8('\n'), quote = vdupq_n_u8('"'),
                     back = vdupq_n_u8('\r'), zero = vdupq_n_u8(0), top = vdupq_n_u8(0x80);
    for (size_t i = 0; i < blocks; i++) {
        uint8x16_t bytes[4];
        for (unsigned k = 0; k < 4; k++) {
            bytes[k] = vld1q_u8((const uint8_t *)at + 64 * i + 16 * k);
        }
        eh_text_masks m = {.feed = equal_neon(bytes, feed),
                           .quote = equal_neon(bytes, quote),
                           .odd = equal_neon(bytes, back) | equal_neon(bytes, zero)};
        m.stop = m.feed | equal_neon(bytes, part);
        m.high = bits_neon(vcgeq_u8(bytes[0], top), vcgeq_u8(bytes[1], top), vcgeq_u8(bytes[2], top),
                           vcgeq_u8(bytes[3], top));
        masks[i] = m;
    }
}

#endif

static const eh_text_kernel kernels[] = {
#ifdef X86
    {"AVX-512", has_avx512, look_avx512, 1}, {"AVX2", has_avx2, look_avx2, 1}, {"SSE2", always, look_sse2, 0},
#endif
#ifdef NEON
    {"NEON", always, look_neon, 0},
#endif
    {"portable", always, look_portable, 0},
};

const eh_text_kernel *eh_text_kernel_at(size_t i) {
    return i < sizeof kernels / sizeof *kernels ? &kernels[i] : NULL;
}

const eh_text_kernel *eh_text_kernel_best(void) {
    const eh_text_kernel *kernel = kernels;
    while (!kernel->runs()) {
        kernel++;
    }
    return kernel;
}

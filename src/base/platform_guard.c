/* The process gives up what it never needs: the network, and other programs. On Linux by a filter of system calls (seccomp); elsewhere it does nothing. */
#include "base/platform.h"

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/* A build with AddressSanitizer starts a program that puts names to what it reports (and knows other libraries' leaks by them): that alone may it do. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#define FIELD(name) (__u32) offsetof(struct seccomp_data, name)
#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, FIELD(field))
#define REFUSE      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
/* What follows is refused when the value is `number`. */
#define DENY(number) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), REFUSE

/* Sockets, on the network or not; other programs; the memory of other processes; and the ways round a filter of system calls. A call of another architecture, or of the
 * numbering that x32 has, is refused whatever it is. Each is answered with EPERM, as if it were not allowed: nothing ends. */
static const struct sock_filter rules[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
    REFUSE,
    LOAD(nr),
#if defined(__x86_64__)
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE,
#endif
    DENY(__NR_socket),
    DENY(__NR_connect),
    DENY(__NR_bind),
    DENY(__NR_listen),
    DENY(__NR_accept),
    DENY(__NR_accept4),
    DENY(__NR_sendto),
    DENY(__NR_sendmsg),
    DENY(__NR_sendmmsg),
#if !defined(SANITIZED)
    DENY(__NR_execve),
    DENY(__NR_execveat),
#endif
    DENY(__NR_process_vm_readv),
    DENY(__NR_process_vm_writev),
#if defined(__NR_io_uring_setup)
    DENY(__NR_io_uring_setup),
#endif
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

bool eh_process_guard(void) {
    /* The kernel only reads the rules, though its interface has no const. */
    const struct sock_fprog program = {sizeof rules / sizeof *rules, (struct sock_filter *)(uintptr_t)rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

bool eh_process_guard(void) {
    return false;
}

#endif

/* The complex numbers that Wine 8's C library lacks, as numpy calls them: each as a structure of two numbers, and
   Microsoft's long double is a double. */
#include <complex.h>

typedef struct { float real, imaginary; } Floats;
typedef struct { double real, imaginary; } Doubles;

static float complex of_floats(Floats z) { return __builtin_complex(z.real, z.imaginary); }
static double complex of_doubles(Doubles z) { return __builtin_complex(z.real, z.imaginary); }
static Floats to_floats(float complex z) { return (Floats){crealf(z), cimagf(z)}; }
static Doubles to_doubles(double complex z) { return (Doubles){creal(z), cimag(z)}; }

#define NUMBER(name) \
    float our_##name##f(Floats z) { return name##f(of_floats(z)); } \
    double our_##name(Doubles z) { return name(of_doubles(z)); } \
    double our_##name##l(Doubles z) { return name(of_doubles(z)); }
#define COMPLEX(name) \
    Floats our_##name##f(Floats z) { return to_floats(name##f(of_floats(z))); } \
    Doubles our_##name(Doubles z) { return to_doubles(name(of_doubles(z))); } \
    Doubles our_##name##l(Doubles z) { return to_doubles(name(of_doubles(z))); }

NUMBER(cabs) NUMBER(carg) NUMBER(cimag) NUMBER(creal)
COMPLEX(ccos) COMPLEX(ccosh) COMPLEX(cexp) COMPLEX(csin) COMPLEX(csinh) COMPLEX(ctan) COMPLEX(ctanh)

Floats our_cpowf(Floats z, Floats power) { return to_floats(cpowf(of_floats(z), of_floats(power))); }
Doubles our_cpow(Doubles z, Doubles power) { return to_doubles(cpow(of_doubles(z), of_doubles(power))); }
Doubles our_cpowl(Doubles z, Doubles power) { return our_cpow(z, power); }

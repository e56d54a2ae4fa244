/* python.exe: hands its arguments to the interpreter's library, whose name make.sh knows. */
#include <windows.h>

int wmain(int count, wchar_t **arguments)
{
    HMODULE library = LoadLibraryW(LIBRARY);
    FARPROC start = library ? GetProcAddress(library, "Py_Main") : NULL;
    return start ? ((int (*)(int, wchar_t **))start)(count, arguments) : 99;
}

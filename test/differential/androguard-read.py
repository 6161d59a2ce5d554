# Reads packages with androguard, one JSON line for each path given on standard input: package name, permissions, and
# the methods called, or the error. A second opinion for inputs.test.ts; nothing that ships uses it.
import json
import logging
import sys

logging.disable(logging.CRITICAL)
try:
    from loguru import logger

    logger.remove()
except ImportError:
    pass
try:
    from androguard.core.apk import APK
except ImportError:
    from androguard.core.bytecodes.apk import APK

for line in sys.stdin:
    path = line.rstrip("\n")
    try:
        apk = APK(path)
        answer = {"package": apk.get_package() or "", "permissions": sorted(set(apk.get_permissions()))}
    except BaseException as error:  # whatever it is, the next path must get its turn
        answer = {"error": type(error).__name__ + ": " + str(error)[:120]}
    print(json.dumps({"path": path, **answer}), flush=True)

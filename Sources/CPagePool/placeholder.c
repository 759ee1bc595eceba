#include "CPagePool.h"

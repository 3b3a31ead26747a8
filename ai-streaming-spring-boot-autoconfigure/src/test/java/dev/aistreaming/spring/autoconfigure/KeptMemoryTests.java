package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class KeptMemoryTests {

    private static final KeptMemory HEAP_OF_128 = new KeptMemory(DataSize.ofMegabytes(128));

    @ParameterizedTest
    @CsvSource({"128, 32", "512, 128", "1024, 256", "8192, 256"})
    void withoutASettingAQuarterOfTheHeapIsKeptAndNoMoreThan256MegaBytes(long heap, long kept, CapturedOutput log) {
        KeptMemory memory = new KeptMemory(DataSize.ofMegabytes(heap));

        assertThat(memory.total(null)).isEqualTo(DataSize.ofMegabytes(kept));
        assertThat(log.getAll()).isEmpty();
    }

    @Test
    void moreThanHalfOfTheHeapIsKeptWithAWarningThatNamesTheKey(CapturedOutput log) {
        assertThat(HEAP_OF_128.total(DataSize.ofMegabytes(65))).isEqualTo(DataSize.ofMegabytes(65));

        assertThat(log.getAll()).contains("WARN", "ai.streaming.resume.max-total-size is 65 MB", "heap of 128 MB");
    }

    @Test
    void halfOfTheHeapIsNothingToWarnOf(CapturedOutput log) {
        assertThat(HEAP_OF_128.total(DataSize.ofMegabytes(64))).isEqualTo(DataSize.ofMegabytes(64));

        assertThat(log.getAll()).isEmpty();
    }
}

package dev.aistreaming.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

@ExtendWith(OutputCaptureExtension.class)
class AnswerMemoryTests {

    private static final AnswerMemory HEAP_OF_128 = new AnswerMemory(DataSize.ofMegabytes(128));

    @ParameterizedTest
    @CsvSource({"128, 32", "512, 128", "1024, 256", "8192, 256"})
    void withoutASettingAQuarterOfTheHeapIsKeptAndNoMoreThan256MegaBytes(long heap, long kept, CapturedOutput log) {
        AnswerMemory memory = new AnswerMemory(DataSize.ofMegabytes(heap));

        assertThat(memory.kept(null)).isEqualTo(DataSize.ofMegabytes(kept));
        assertThat(log.getAll()).isEmpty();
    }

    @Test
    void moreThanHalfOfTheHeapIsKeptWithAWarningThatNamesTheKey(CapturedOutput log) {
        assertThat(HEAP_OF_128.kept(DataSize.ofMegabytes(65))).isEqualTo(DataSize.ofMegabytes(65));

        assertThat(log.getAll()).contains("WARN", "ai.streaming.resume.max-total-size is 65 MB", "heap of 128 MB");
    }

    @Test
    void halfOfTheHeapIsNothingToWarnOf(CapturedOutput log) {
        assertThat(HEAP_OF_128.kept(DataSize.ofMegabytes(64))).isEqualTo(DataSize.ofMegabytes(64));

        assertThat(log.getAll()).isEmpty();
    }

    @Test
    void answersUnderWayHaveAnEighthOfTheHeapWithoutASetting() {
        assertThat(HEAP_OF_128.underWay(null)).isEqualTo(DataSize.ofMegabytes(16));
        assertThat(HEAP_OF_128.underWay(DataSize.ofMegabytes(3))).isEqualTo(DataSize.ofMegabytes(3));
    }

    @Test
    void noAnswerFitsIntoNothing() {
        assertThatThrownBy(() -> HEAP_OF_128.underWay(DataSize.ofBytes(0)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("ai.streaming.limits.max-total-answer-size is 0B");
    }
}

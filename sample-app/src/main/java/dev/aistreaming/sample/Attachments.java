package dev.aistreaming.sample;

import dev.aistreaming.spring.TaskBuilder;
import java.util.List;
import org.springframework.web.multipart.MultipartFile;

/** The files that are attached to a question. */
final class Attachments {

    private Attachments() {}

    /** Adds files that are declared as images as images, and all others as documents. */
    static void addTo(TaskBuilder task, List<MultipartFile> files) {
        for (MultipartFile file : files) {
            String type = file.getContentType();
            if (type != null && type.startsWith("image/")) {
                task.image(file);
            } else {
                task.file(file);
            }
        }
    }
}

//! A small PDF, as `download` gives.

/// One page that names a document; letters beyond Latin-1 stand as `?`.
pub(super) fn pdf(name: &str, total: &str) -> String {
    let text = format!(
        "BT /F1 14 Tf 60 780 Td <{}> Tj ET",
        hex(&format!("{name}  {total}"))
    );
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, part) in (1..).zip(&parts) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{part}\nendobj\n"));
    }
    let start = file.len();
    file.push_str(&format!(
        "xref\n0 {}\n0000000000 65535 f \n",
        parts.len() + 1
    ));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        parts.len() + 1
    ));
    file
}

fn hex(text: &str) -> String {
    let byte = |c: char| u8::try_from(u32::from(c)).unwrap_or(b'?');
    text.chars().map(|c| format!("{:02X}", byte(c))).collect()
}

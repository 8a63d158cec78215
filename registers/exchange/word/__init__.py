"""Word: the parts of a document, and the templates that documents begin from.

`register.docx` has the styles of the register, `report.docx` the headings and the marks of a cover
report; `riskregister/setup/word_templates.py` made both. Both can be edited in Word.
"""
